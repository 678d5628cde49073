using FluentMigrator;

namespace Lecce.Riscossione.Migrations;

/// <summary>One step of the schema, written once for both engines.</summary>
public abstract class Step(ColumnTypes types) : Migration
{
    /// <summary>Runs statements in which the names in braces stand for column types (<see cref="ColumnTypes.Apply"/>).</summary>
    protected void Run(string sql)
    {
        foreach (var statement in types.Apply(sql).Split(";\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            Execute.Sql(statement.TrimEnd(';'));
        }
    }

    /// <summary>Drops a column that was added with a default: SQL Server keeps that as a constraint, under a name of its own choice.</summary>
    protected void DropColumnWithDefault(string table, string column)
    {
        if (types.IsSqlServer)
        {
            // Babelfish, a server of T-SQL over PostgreSQL, lists the constraint but knows it only as a part of the column.
            Execute.Sql(
                $"""
                DECLARE @drop nvarchar(max) = (
                    SELECT N'ALTER TABLE {table} DROP CONSTRAINT ' + QUOTENAME(d.name)
                      FROM sys.default_constraints d
                     INNER JOIN sys.columns c ON c.object_id = d.parent_object_id AND c.column_id = d.parent_column_id
                     WHERE d.parent_object_id = OBJECT_ID(N'{table}')
                       AND c.name = N'{column}');
                IF SERVERPROPERTY('Babelfish') IS NULL EXEC sp_executesql @drop;
                """
            );
        }

        Execute.Sql($"ALTER TABLE {table} DROP COLUMN {column}");
    }

    /// <summary>Drops a column that was declared with a CHECK constraint.</summary>
    protected void DropColumnWithCheck(string table, string column)
    {
        if (types.IsSqlServer)
        {
            DropCheck(table, column);
        }

        Execute.Sql($"ALTER TABLE {table} DROP COLUMN {column}");
    }

    /// <summary>Drops the constraint <c>CHECK (column IN (words))</c> that a column was declared with.</summary>
    /// <remarks>
    /// SQLite cannot drop a constraint. Its documentation of ALTER TABLE names two ways: copy the table, or edit its stored definition. A copy
    /// would fail here, because dropping a table that foreign keys name deletes its rows first.
    /// </remarks>
    protected void DropWordCheck(string table, string column, params string[] words)
    {
        if (types.IsSqlServer)
        {
            DropCheck(table, column);
            return;
        }

        var check = $" CHECK ({column} IN ({string.Join(", ", words.Select(word => $"'{word}'"))}))";
        Execute.Sql("PRAGMA writable_schema = ON");
        Execute.Sql(
            $"""
            UPDATE sqlite_master
               SET sql = REPLACE(sql, '{check.Replace("'", "''", StringComparison.Ordinal)}', '')
             WHERE type = 'table'
               AND name = '{table}'
            """
        );
        Execute.Sql("PRAGMA writable_schema = RESET");
    }

    /// <summary>The expression for the day of an instant in Italy. On SQLite it follows the rule for summer time since 1996.</summary>
    /// <param name="instant">A column.</param>
    protected string RomeDay(string instant) =>
        types.IsSqlServer
            ? $"CAST({instant} AT TIME ZONE 'UTC' AT TIME ZONE 'Central European Standard Time' AS date)"
            : $"""
                date({instant}, CASE WHEN {instant} >= date(substr({instant}, 1, 4) || '-03-25', 'weekday 0') || 'T01:00:00'
                                      AND {instant} <  date(substr({instant}, 1, 4) || '-10-25', 'weekday 0') || 'T01:00:00'
                                     THEN '+2 hours'
                                     ELSE '+1 hours' END)
                """;

    /// <summary>Makes room for longer texts in a column. SQLite does not limit the length of a text.</summary>
    protected void Widen(string table, string column, int length, bool isNullable = false)
    {
        if (types.IsSqlServer)
        {
            var (alter, rest) = ($"ALTER TABLE {table} ALTER COLUMN {column}", isNullable ? "NULL" : "NOT NULL");
            // Babelfish, a server of T-SQL over PostgreSQL, refuses to be told the collation or NOT NULL here; SQL Server needs both.
            Execute.Sql(
                $"""
                IF SERVERPROPERTY('Babelfish') IS NULL EXEC sp_executesql N'{alter} {types.Apply($"{{code:{length}}}")} {rest}'
                ELSE EXEC sp_executesql N'{alter} varchar({length})'
                """
            );
        }
    }

    /// <summary>Drops the only CHECK constraint that names a column: SQL Server chose its name.</summary>
    private void DropCheck(string table, string column) =>
        Execute.Sql(
            $"""
            DECLARE @drop nvarchar(max) = (
                SELECT N'ALTER TABLE {table} DROP CONSTRAINT ' + QUOTENAME(c.name)
                  FROM sys.check_constraints c
                 WHERE c.parent_object_id = OBJECT_ID(N'{table}')
                   AND CHARINDEX(LOWER(N'{column}'), LOWER(c.definition)) > 0);
            IF @drop IS NOT NULL EXEC sp_executesql @drop;
            """
        );

    /// <summary>Drops tables, the last one first.</summary>
    protected void DropTables(params string[] tables)
    {
        foreach (var table in tables.Reverse())
        {
            Delete.Table(table);
        }
    }
}
