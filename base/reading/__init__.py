"""Opening other people's workbooks: pure functions from a file to cells, before anything is asked of the database.

Order of reading: `gate` (the zip directory), `cell_scan` (every cell reference, streamed), then
`workbook` (values by calamine, with Excel's own row numbers); `headers` and `cells` say what stands
in them. Imports nothing but rules.
"""
