"""The workbook of one year: every figure a live formula with the application's own value stored beside it."""
