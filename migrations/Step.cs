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

    /// <summary>Drops tables, the last one first.</summary>
    protected void DropTables(params string[] tables)
    {
        foreach (var table in tables.Reverse())
        {
            Delete.Table(table);
        }
    }
}
