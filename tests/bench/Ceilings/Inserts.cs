using Dapper;
using Microsoft.Data.Sqlite;

namespace Lecce.Riscossione.Bench.Ceilings;

/// <summary>
/// One row a request through Dapper, each in a transaction of its own that is flushed to the disk before the answer. On SQLite the requests
/// take turns, which beats letting them fight for the lock of the file; SQL Server takes them in parallel.
/// </summary>
internal sealed class Inserts
{
    private readonly string connectionString;
    private readonly SemaphoreSlim turns;

    private Inserts(string connectionString, int atOnce)
    {
        this.connectionString = connectionString;
        turns = new SemaphoreSlim(atOnce);
    }

    /// <summary>Makes the table.</summary>
    public static async Task<Inserts> Open(string connectionString)
    {
        await using var connection = CeilingServer.Connect(connectionString);
        await connection.OpenAsync();
        var isSqlite = connection is SqliteConnection;
        if (isSqlite)
        {
            await connection.ExecuteAsync("PRAGMA journal_mode = WAL");
        }

        await connection.ExecuteAsync("CREATE TABLE BenchRows (Id varchar(40) NOT NULL PRIMARY KEY, Content varbinary(8000) NOT NULL)");
        return new Inserts(connectionString, atOnce: isSqlite ? 1 : 1_000);
    }

    /// <summary>Stores the body of a request.</summary>
    public async Task<string> Add(HttpRequest request)
    {
        var content = new byte[(int)request.ContentLength!.Value];
        await request.Body.ReadExactlyAsync(content, request.HttpContext.RequestAborted);
        var id = new DbString { Value = Guid.CreateVersion7().ToString("N"), IsAnsi = true };
        await turns.WaitAsync();
        try
        {
            await using var connection = CeilingServer.Connect(connectionString);
            await connection.ExecuteAsync("INSERT INTO BenchRows (Id, Content) VALUES (@id, @content)", new { id, content });
            return "stored";
        }
        finally
        {
            turns.Release();
        }
    }
}
