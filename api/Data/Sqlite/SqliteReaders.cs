using System.Collections.Concurrent;

namespace Lecce.Riscossione.Api.Data.Sqlite;

/// <summary>The connections for reading, kept open together with their compiled statements.</summary>
internal sealed class SqliteReaders(string connectionString) : IAsyncDisposable
{
    private const int MaxIdle = 64;

    private readonly ConcurrentStack<SqliteReader> idle = new();
    private bool closed;

    /// <summary>Gives an idle connection, or opens one; disposing of it gives it back.</summary>
    public async Task<SqliteReader> Open(CancellationToken cancellation)
    {
        if (idle.TryPop(out var reader))
        {
            return reader;
        }

        reader = new SqliteReader(connectionString + ";Pooling=False", this);
        await reader.OpenAsync(cancellation);
        return reader;
    }

    /// <summary>Keeps a connection for the next reader; false when it should close instead.</summary>
    public bool Keep(SqliteReader reader)
    {
        if (closed || idle.Count >= MaxIdle)
        {
            return false;
        }

        idle.Push(reader);
        return true;
    }

    public async ValueTask DisposeAsync()
    {
        closed = true;
        while (idle.TryPop(out var reader))
        {
            await reader.DisposeAsync();
        }
    }
}

/// <summary>A connection for reading; it goes back to the others when it is disposed of.</summary>
internal sealed class SqliteReader(string connectionString, SqliteReaders readers) : SqliteKeepingConnection(connectionString)
{
    public override ValueTask DisposeAsync() => readers.Keep(this) ? ValueTask.CompletedTask : base.DisposeAsync();
}
