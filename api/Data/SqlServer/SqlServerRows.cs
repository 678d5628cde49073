using System.Data;
using System.Text;
using System.Text.Json;
using Lecce.Riscossione.Api.Data.Rows;
using Microsoft.Data.SqlClient;
using NodaTime;
using NodaTime.Text;

namespace Lecce.Riscossione.Api.Data.SqlServer;

/// <summary>Rows sent to SQL Server inside of one statement: as one JSON text that the server takes apart, or else one after another.</summary>
internal static class SqlServerRows
{
    private const int MaxRowsInText = 1_000;

    /// <summary>Whether quotes, and bytes in base 64, come out of a JSON text as they went in.</summary>
    internal const string DoesReadJson = """
        SELECT CASE WHEN Text = N'"' AND DATALENGTH(Bytes) = 3 THEN 1 ELSE 0 END
        FROM OPENJSON(N'[["\"", "AAEC"]]') WITH (Text nvarchar(10) '$[0]', Bytes varbinary(10) '$[1]')
        """;

    // Servers that only speak the protocol of SQL Server may not read JSON as it does. Found out once.
    private static volatile object? readsJson;

    /// <summary>Sends all rows, and gives how many rows of the table were written.</summary>
    /// <param name="connection">Where to.</param>
    /// <param name="transaction">Whose rows they are.</param>
    /// <param name="table">Where the values of a row are found.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="jsonText">The statement for many rows, with <c>@rows</c>.</param>
    /// <param name="oneByOneText">The statement for one row, with the parameters <c>@c0</c>, <c>@c1</c>… for its columns.</param>
    /// <param name="cancellation">Ends it early.</param>
    public static async Task<int> Send<T>(
        SqlConnection connection,
        SqlTransaction transaction,
        BulkTable<T> table,
        IReadOnlyList<T> rows,
        string jsonText,
        string oneByOneText,
        CancellationToken cancellation
    )
    {
        readsJson ??= await ReadsJson(connection, transaction, cancellation);
        if (readsJson is false)
        {
            return await SendOneByOne(connection, transaction, table, rows, oneByOneText, cancellation);
        }

        var written = 0;
        for (var start = 0; start < rows.Count; start += MaxRowsInText)
        {
            var text = JsonOf(table, rows, start, Math.Min(start + MaxRowsInText, rows.Count));
            written += await SendAsJson(connection, transaction, jsonText, text, cancellation);
        }

        return written;
    }

    /// <summary>The columns as the WITH clause of <c>OPENJSON</c> names them.</summary>
    public static string ShapeOf(IReadOnlyList<BulkColumn> columns) =>
        string.Join(", ", columns.Select((column, index) => $"{column.Name} {TypeOf(column.Type)} '$[{index}]'"));

    private static async Task<bool> ReadsJson(SqlConnection connection, SqlTransaction transaction, CancellationToken cancellation)
    {
        await using var command = new SqlCommand(DoesReadJson, connection, transaction);
        return (int?)await command.ExecuteScalarAsync(cancellation) == 1;
    }

    private static async Task<int> SendOneByOne<T>(
        SqlConnection connection,
        SqlTransaction transaction,
        BulkTable<T> table,
        IReadOnlyList<T> rows,
        string text,
        CancellationToken cancellation
    )
    {
        await using var command = new SqlCommand(text, connection, transaction) { CommandTimeout = Dialect.CommandTimeoutSeconds };
        for (var index = 0; index < table.Columns.Count; index++)
        {
            command.Parameters.Add($"@c{index}", ParameterTypeOf(table.Columns[index].Type));
        }

        var written = 0;
        await using var reader = new BulkReader<T>(table, rows);
        while (reader.Read())
        {
            for (var ordinal = 0; ordinal < reader.FieldCount; ordinal++)
            {
                command.Parameters[ordinal].Value = reader[ordinal];
            }

            written += await command.ExecuteNonQueryAsync(cancellation);
        }

        return written;
    }

    private static SqlDbType ParameterTypeOf(BulkType type) =>
        type switch
        {
            BulkType.Code => SqlDbType.VarChar,
            BulkType.Text => SqlDbType.NVarChar,
            BulkType.Number => SqlDbType.BigInt,
            BulkType.Flag => SqlDbType.Bit,
            BulkType.Moment => SqlDbType.DateTime2,
            BulkType.Day => SqlDbType.Date,
            _ => SqlDbType.VarBinary,
        };

    private static string JsonOf<T>(BulkTable<T> table, IReadOnlyList<T> rows, int start, int end)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            var values = new JsonValues(json);
            json.WriteStartArray();
            for (var index = start; index < end; index++)
            {
                json.WriteStartArray();
                table.Write(rows[index], values);
                json.WriteEndArray();
            }

            json.WriteEndArray();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    private static async Task<int> SendAsJson(
        SqlConnection connection,
        SqlTransaction transaction,
        string text,
        string rows,
        CancellationToken cancellation
    )
    {
        await using var command = new SqlCommand(text, connection, transaction) { CommandTimeout = Dialect.CommandTimeoutSeconds };
        command.Parameters.Add("@rows", SqlDbType.NVarChar, -1).Value = rows;
        return await command.ExecuteNonQueryAsync(cancellation);
    }

    private static string TypeOf(BulkType type) =>
        type switch
        {
            BulkType.Code => "varchar(8000)",
            BulkType.Text => "nvarchar(max)",
            BulkType.Number => "bigint",
            BulkType.Flag => "bit",
            BulkType.Moment => "datetime2(7)",
            BulkType.Day => "date",
            BulkType.Bytes => "varbinary(max)",
            _ => throw new InvalidOperationException($"No type for {type}."),
        };

    private sealed class JsonValues(Utf8JsonWriter json) : IBulkValues
    {
        private static readonly InstantPattern Moments = InstantPattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm:ss.fffffff");

        public void Text(string? value) => json.WriteStringValue(value);

        public void Number(long? value)
        {
            if (value is { } number)
            {
                json.WriteNumberValue(number);
            }
            else
            {
                json.WriteNullValue();
            }
        }

        public void Flag(bool value) => json.WriteNumberValue(value ? 1 : 0);

        public void Moment(Instant? value) => json.WriteStringValue(value is { } moment ? Moments.Format(moment) : null);

        public void Day(LocalDate? value) => json.WriteStringValue(value is { } day ? LocalDatePattern.Iso.Format(day) : null);

        public void Bytes(byte[]? value)
        {
            if (value is null)
            {
                json.WriteNullValue();
            }
            else
            {
                json.WriteBase64StringValue(value);
            }
        }
    }
}
