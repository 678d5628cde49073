using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Lecce.Riscossione.Bench.Ceilings;

/// <summary>
/// One row a request, each in a transaction of its own that is flushed to the disk before the answer. On SQLite the requests queue for one
/// prepared statement on one connection, which beats letting them fight for the lock of the file; SQL Server takes them in parallel.
/// </summary>
internal sealed class Inserts
{
    private const string Table = "CREATE TABLE Rows (Id varchar(40) NOT NULL PRIMARY KEY, Content varbinary(8000) NOT NULL)";
    private const string Insert = "INSERT INTO Rows (Id, Content) VALUES (@id, @content)";

    private readonly string connectionString;
    private readonly SemaphoreSlim turn = new(1);
    private readonly DbCommand? prepared;

    private Inserts(string connectionString, DbCommand? prepared)
    {
        this.connectionString = connectionString;
        this.prepared = prepared;
    }

    /// <summary>Makes the table.</summary>
    public static async Task<Inserts> Open(string connectionString)
    {
        var connection = CeilingServer.Connect(connectionString);
        await connection.OpenAsync();
        if (connection is not SqliteConnection)
        {
            await connection.ExecuteAsync(Table);
            await connection.DisposeAsync();
            return new Inserts(connectionString, prepared: null);
        }

        await connection.ExecuteAsync("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;");
        await connection.ExecuteAsync(Table);
        var command = connection.CreateCommand();
        command.CommandText = Insert;
        command.Parameters.Add(new SqliteParameter("@id", SqliteType.Text));
        command.Parameters.Add(new SqliteParameter("@content", SqliteType.Blob));
        await command.PrepareAsync();
        return new Inserts(connectionString, command);
    }

    /// <summary>Stores the body of a request.</summary>
    public async Task<string> Add(HttpRequest request)
    {
        var content = new byte[(int)request.ContentLength!.Value];
        await request.Body.ReadExactlyAsync(content, request.HttpContext.RequestAborted);
        var id = Guid.CreateVersion7().ToString("N");
        await (prepared is null ? InParallel(id, content) : InTurn(prepared, id, content));
        return "stored";
    }

    private async Task InParallel(string id, byte[] content)
    {
        await using var connection = CeilingServer.Connect(connectionString);
        await connection.ExecuteAsync(Insert, new { id = new DbString { Value = id, IsAnsi = true }, content });
    }

    private async Task InTurn(DbCommand command, string id, byte[] content)
    {
        await turn.WaitAsync();
        try
        {
            command.Parameters[0].Value = id;
            command.Parameters[1].Value = content;
            await command.ExecuteNonQueryAsync();
        }
        finally
        {
            turn.Release();
        }
    }
}
