using Lecce.Riscossione.Api.Data.Rows;
using Microsoft.Data.SqlClient;

namespace Lecce.Riscossione.Api.Data.SqlServer;

/// <summary>
/// Many rows at once on SQL Server: many by bulk copy, a few as one JSON text that the server takes apart, which is a single round trip.
/// </summary>
internal static class SqlServerBulkInsert
{
    /// <summary>Bulk copy first asks for the table's columns: below this many rows a JSON text is quicker.</summary>
    private const int MinCopied = 200;

    // Servers that only speak the protocol of SQL Server may not let themselves be asked what bulk copy asks. Found out once.
    private static volatile bool copies = true;

    public static async Task Run<T>(
        SqlConnection connection,
        SqlTransaction transaction,
        BulkTable<T> table,
        IReadOnlyList<T> rows,
        CancellationToken cancellation
    )
    {
        if (rows.Count >= MinCopied && copies)
        {
            await using var reader = new BulkReader<T>(table, rows);
            try
            {
                await Copy(connection, transaction, table, reader, cancellation);
                return;
            }
            catch (InvalidOperationException) when (!reader.IsUnderWay)
            {
                // The server's description of the columns cannot be used; nothing was sent yet.
                copies = false;
            }
        }

        await SqlServerRows.Send(
            connection,
            transaction,
            table,
            rows,
            JsonText(table.Name, table.Columns),
            OneByOneText(table.Name, table.Columns),
            cancellation
        );
    }

    /// <summary>The statement of one row, for a server that does not read JSON.</summary>
    internal static string OneByOneText(string table, IReadOnlyList<BulkColumn> columns)
    {
        var places = string.Join(", ", columns.Select((_, index) => $"@c{index}"));
        return $"INSERT INTO {table} ({NamesOf(columns)}) VALUES ({places})";
    }

    /// <summary>The statement of many rows, given as one JSON text.</summary>
    internal static string JsonText(string table, IReadOnlyList<BulkColumn> columns)
    {
        var names = NamesOf(columns);
        return $"INSERT INTO {table} ({names}) SELECT {names} FROM OPENJSON(@rows) WITH ({SqlServerRows.ShapeOf(columns)})";
    }

    private static string NamesOf(IReadOnlyList<BulkColumn> columns) => string.Join(", ", columns.Select(column => column.Name));

    private static async Task Copy<T>(
        SqlConnection connection,
        SqlTransaction transaction,
        BulkTable<T> table,
        BulkReader<T> reader,
        CancellationToken cancellation
    )
    {
        // Left to itself, bulk copy checks neither CHECK nor FOREIGN KEY, and puts defaults in the place of nulls.
        const SqlBulkCopyOptions AsInsertDoes = SqlBulkCopyOptions.CheckConstraints | SqlBulkCopyOptions.KeepNulls;
        using var copy = new SqlBulkCopy(connection, AsInsertDoes, transaction)
        {
            DestinationTableName = table.Name,
            BulkCopyTimeout = Dialect.CommandTimeoutSeconds,
        };
        foreach (var column in table.Columns)
        {
            copy.ColumnMappings.Add(column.Name, column.Name);
        }

        await copy.WriteToServerAsync(reader, cancellation);
    }
}
