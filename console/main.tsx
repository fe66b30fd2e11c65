import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { BrowserRouter } from 'react-router-dom'
import { ConsoleApp } from './app'
import './look.css'
import { Themed } from './theme'

const root = document.getElementById('console')
if (root)
  createRoot(root).render(
    <StrictMode>
      <Themed>
        <BrowserRouter basename="/console">
          <ConsoleApp />
        </BrowserRouter>
      </Themed>
    </StrictMode>,
  )
