// What an imported picture is in tests: its address does not matter.
module.exports = 'file'
