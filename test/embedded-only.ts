// Suites of the jest project `embedded` run on the embedded database, whatever the others run on.
delete process.env.DATABASE_URL
