using Lecce.Riscossione.Api.Data.Rows;
using Microsoft.Data.SqlClient;

namespace Lecce.Riscossione.Api.Data.SqlServer;

/// <summary>Many rows changed at once on SQL Server, each found by its key: one statement and one round trip, however many they are.</summary>
internal static class SqlServerBulkUpdate
{
    /// <summary>Changes the rows and gives how many were found.</summary>
    public static Task<int> Run<T>(
        SqlConnection connection,
        SqlTransaction transaction,
        BulkTable<T> table,
        IReadOnlyList<T> rows,
        CancellationToken cancellation
    ) =>
        SqlServerRows.Send(
            connection,
            transaction,
            table,
            rows,
            JsonText(table.Name, table.Columns, table.KeyColumns),
            OneByOneText(table.Name, table.Columns, table.KeyColumns),
            cancellation
        );

    /// <summary>The statement of one row, for a server that does not read JSON.</summary>
    internal static string OneByOneText(string table, IReadOnlyList<BulkColumn> columns, int keyColumns)
    {
        var equations = columns.Select((column, index) => $"{column.Name} = @c{index}").ToList();
        var (key, changes) = (string.Join(" AND ", equations.Take(keyColumns)), string.Join(", ", equations.Skip(keyColumns)));
        return string.Join(' ', "UPDATE", table, "SET", changes, "WHERE", key);
    }

    /// <summary>
    /// The statement for many rows in one JSON text. The values have numbers as names, because a column may be both compared and changed; keys
    /// have the type of their columns, so that the index is used.
    /// </summary>
    internal static string JsonText(string table, IReadOnlyList<BulkColumn> columns, int keyColumns)
    {
        var shape = SqlServerRows.ShapeOf([.. columns.Select((column, index) => column with { Name = $"c{index}" })]);
        var changes = columns.Select((column, index) => $"{column.Name} = r.c{index}").Skip(keyColumns);
        var keys = columns.Select((column, index) => $"{table}.{column.Name} = r.c{index}{CollationOf(column.Type)}").Take(keyColumns);
        var (joined, changed) = (string.Join(" AND ", keys), string.Join(", ", changes));
        return string.Join(' ', "UPDATE", table, "SET", changed, "FROM", table, $"INNER JOIN OPENJSON(@rows) WITH ({shape}) r ON", joined);
    }

    private static string CollationOf(BulkType type) => type == BulkType.Code ? " COLLATE Latin1_General_BIN2" : "";
}
