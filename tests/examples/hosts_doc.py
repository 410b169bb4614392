def update_table(table):
    pass
