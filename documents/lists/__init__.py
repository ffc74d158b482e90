"""The lists of this app, each declared once for page, sorting, phone, paper and workbook; one file a noun."""
