using System.Data;
using System.Text;
using System.Text.Json;
using Microsoft.Data.SqlClient;
using NodaTime;
using NodaTime.Text;

namespace Lecce.Riscossione.Api.Data;

/// <summary>
/// Many rows at once on SQL Server: many by bulk copy, a few as one JSON text that the server takes apart, which is a single round trip.
/// </summary>
internal static class SqlServerBulkInsert
{
    /// <summary>Bulk copy first asks for the table's columns: below this many rows a JSON text is quicker.</summary>
    private const int FewestCopied = 200;
    private const int MostInOneText = 1_000;

    /// <summary>Whether quotes, and bytes in base 64, come out of a JSON text as they went in.</summary>
    internal const string DoesReadJson = """
        SELECT CASE WHEN Text = N'"' AND DATALENGTH(Bytes) = 3 THEN 1 ELSE 0 END
        FROM OPENJSON(N'[["\"", "AAEC"]]') WITH (Text nvarchar(10) '$[0]', Bytes varbinary(10) '$[1]')
        """;

    // Servers that only speak the protocol of SQL Server may not let themselves be asked what bulk copy asks. Found out once.
    private static volatile bool copies = true;
    private static volatile object? readsJson;

    public static async Task Run<T>(
        SqlConnection connection,
        SqlTransaction transaction,
        BulkTable<T> table,
        IReadOnlyList<T> rows,
        CancellationToken cancellation
    )
    {
        if (rows.Count >= FewestCopied && copies)
        {
            await using var reader = new BulkReader<T>(table, rows);
            try
            {
                await Copy(connection, transaction, table, reader, cancellation);
                return;
            }
            catch (InvalidOperationException) when (!reader.IsUnderWay)
            {
                // What the server told of the table's columns was of no use; nothing was sent yet.
                copies = false;
            }
        }

        readsJson ??= await ReadsJson(connection, transaction, cancellation);
        if (readsJson is false)
        {
            await SendOneByOne(connection, transaction, table, rows, cancellation);
            return;
        }

        for (var start = 0; start < rows.Count; start += MostInOneText)
        {
            var end = Math.Min(start + MostInOneText, rows.Count);
            await SendAsJson(connection, transaction, table, rows, start, end, cancellation);
        }
    }

    /// <summary>What is sent for each row where the server does not read JSON.</summary>
    internal static string OneByOneText(string table, IReadOnlyList<BulkColumn> columns)
    {
        var places = string.Join(", ", columns.Select(column => $"@{column.Name}"));
        return $"INSERT INTO {table} ({NamesOf(columns)}) VALUES ({places})";
    }

    /// <summary>What is sent with many rows as one JSON text.</summary>
    internal static string JsonText(string table, IReadOnlyList<BulkColumn> columns)
    {
        var names = NamesOf(columns);
        var shape = string.Join(", ", columns.Select((column, index) => $"{column.Name} {TypeOf(column.Type)} '$[{index}]'"));
        return $"INSERT INTO {table} ({names}) SELECT {names} FROM OPENJSON(@rows) WITH ({shape})";
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

    private static async Task<bool> ReadsJson(SqlConnection connection, SqlTransaction transaction, CancellationToken cancellation)
    {
        await using var command = new SqlCommand(DoesReadJson, connection, transaction);
        return (int?)await command.ExecuteScalarAsync(cancellation) == 1;
    }

    private static async Task SendOneByOne<T>(
        SqlConnection connection,
        SqlTransaction transaction,
        BulkTable<T> table,
        IReadOnlyList<T> rows,
        CancellationToken cancellation
    )
    {
        await using var command = new SqlCommand(OneByOneText(table.Name, table.Columns), connection, transaction)
        {
            CommandTimeout = Dialect.CommandTimeoutSeconds,
        };
        foreach (var column in table.Columns)
        {
            command.Parameters.Add(column.Name, ParameterTypeOf(column.Type));
        }

        await using var reader = new BulkReader<T>(table, rows);
        while (reader.Read())
        {
            for (var ordinal = 0; ordinal < reader.FieldCount; ordinal++)
            {
                command.Parameters[ordinal].Value = reader[ordinal];
            }

            await command.ExecuteNonQueryAsync(cancellation);
        }
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

    private static async Task SendAsJson<T>(
        SqlConnection connection,
        SqlTransaction transaction,
        BulkTable<T> table,
        IReadOnlyList<T> rows,
        int start,
        int end,
        CancellationToken cancellation
    )
    {
        using var buffer = new MemoryStream();
        await using (var json = new Utf8JsonWriter(buffer))
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

        await using var command = new SqlCommand(JsonText(table.Name, table.Columns), connection, transaction)
        {
            CommandTimeout = Dialect.CommandTimeoutSeconds,
        };
        command.Parameters.Add("@rows", SqlDbType.NVarChar, -1).Value = Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
        await command.ExecuteNonQueryAsync(cancellation);
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
