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

    /// <summary>Drops tables, the last one first.</summary>
    protected void DropTables(params string[] tables)
    {
        foreach (var table in tables.Reverse())
        {
            Delete.Table(table);
        }
    }
}
