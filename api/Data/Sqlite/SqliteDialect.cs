using System.Data.Common;
using Lecce.Riscossione.Api.Data.Rows;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Migrations;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Lecce.Riscossione.Api.Data.Sqlite;

/// <summary>The embedded engine: readers on their own connections (WAL), one lane for all writers.</summary>
internal sealed class SqliteDialect : Dialect
{
    private const int Constraint = 19;
    private const int ConstraintPrimaryKey = 1555;
    private const int ConstraintUnique = 2067;
    private const int Corrupt = 11;
    private const int NotADatabase = 26;

    // A starting program waits this long for the lock: another may be about to end, or `check` may be looking.
    private const int LockAttempts = 20;
    private static readonly TimeSpan LockInterval = TimeSpan.FromMilliseconds(50);

    private readonly string path;
    private readonly SqliteReaders readers;
    private readonly SqliteWriteLane lane;
    private SqliteLock? held;

    static SqliteDialect()
    {
        Batteries_V2.Init();
        // SQLite's count of the memory in use takes a lock of the whole process at every allocation, and no code reads it.
        _ = raw.sqlite3_config(raw.SQLITE_CONFIG_MEMSTATUS, 0);
    }

    /// <param name="path">The database file, which only the setup makes: opening one that is gone fails.</param>
    public SqliteDialect(string path)
    {
        this.path = path;
        ConnectionString = new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = SqliteOpenMode.ReadWrite,
            ForeignKeys = true,
            DefaultTimeout = CommandTimeoutSeconds,
        }.ToString();
        readers = new SqliteReaders(ConnectionString);
        lane = new SqliteWriteLane(this);
    }

    public override string Name => "SQLite";

    public override bool IsSqlServer => false;

    public override bool IsShared => false;

    public override string ConnectionString { get; }

    public override string FirstRows => "LIMIT @limit";

    public override string TextsOf(string parameter) => $"SELECT value FROM json_each({parameter})";

    public override Task<IAsyncDisposable> BeginSetup(CancellationToken cancellation) => SqliteSetup.Begin(path, cancellation);

    public override bool IsMissing => !File.Exists(path);

    public override string? FindFault() =>
        IsMissing
            ? File.Exists(path + "-wal")
                ? $"Manca la base dati {path}, ma accanto c'è il suo registro (-wal): ripristinare entrambi dal backup."
                : null
            : new FileInfo(path).Length == 0
                ? $"La base dati {path} è un file vuoto: ripristinarla dal backup. Se l'installazione è nuova e non ha dati, cancellare il file."
                : null;

    public override async Task Hold(CancellationToken cancellation)
    {
        for (var attempt = 1; (held ??= SqliteLock.TryTake(path)) is null; attempt++)
        {
            if (attempt == LockAttempts)
            {
                throw new CannotStart($"{InUse} Fermarlo, oppure indicare un'altra cartella con Riscossione:DataDirectory.");
            }

            await Task.Delay(LockInterval, cancellation);
        }

        if (!IsMissing)
        {
            SqliteSetup.Restrict(path);
        }
    }

    public override string? FindHolder() => SqliteLock.IsTaken(path) ? InUse : null;

    private string InUse => $"La base dati {path} è in uso da un altro processo del programma.";

    public override async Task<DbConnection> Open(CancellationToken cancellation) => await readers.Open(cancellation);

    /// <summary>
    /// Opens the writer's connection: durable at every commit, write-ahead logged so that readers never wait. What a savepoint may have to
    /// undo stays in memory, because it would spill into a file many times a second; the log is copied back when it holds 64 MB, by when most
    /// pages have changed several times, and a log that a large transaction made longer is cut to that size again.
    /// </summary>
    public SqliteWriter OpenWriter()
    {
        var connection = new SqliteWriter(ConnectionString + ";Pooling=False");
        connection.Open();
        using var pragmas = connection.CreateCommand();
        pragmas.CommandText = """
            PRAGMA journal_mode = WAL;
            PRAGMA synchronous = FULL;
            PRAGMA cache_size = -65536;
            PRAGMA temp_store = MEMORY;
            PRAGMA wal_autocheckpoint = 16000;
            PRAGMA journal_size_limit = 67108864;
            """;
        pragmas.ExecuteNonQuery();
        return connection;
    }

    public override Task<T> Transact<T>(Func<Sql, Task<T>> body, CancellationToken cancellation) => lane.Run(body, cancellation);

    public override Task<DbTransaction> BeginSnapshot(DbConnection connection, CancellationToken cancellation) =>
        Task.FromResult<DbTransaction>(((SqliteConnection)connection).BeginTransaction(deferred: true));

    public override Task Insert<T>(
        DbConnection connection,
        DbTransaction transaction,
        BulkTable<T> table,
        IReadOnlyList<T> rows,
        CancellationToken cancellation
    )
    {
        ((SqliteWriter)connection).Insert(table, rows);
        return Task.CompletedTask;
    }

    public override Task<int> Update<T>(
        DbConnection connection,
        DbTransaction transaction,
        BulkTable<T> table,
        IReadOnlyList<T> rows,
        CancellationToken cancellation
    ) => Task.FromResult(((SqliteWriter)connection).Update(table, rows));

    public override bool IsUniqueViolation(DbException exception) =>
        exception is SqliteException { SqliteErrorCode: Constraint, SqliteExtendedErrorCode: ConstraintPrimaryKey or ConstraintUnique };

    // Writers never conflict within the one lane, and another process was already waited for.
    public override bool IsTransient(DbException exception) => false;

    // busy, locked, read-only, disk error, disk full, cannot open
    public override bool IsAway(DbException exception) => exception is SqliteException { SqliteErrorCode: 5 or 6 or 8 or 10 or 13 or 14 };

    public override async Task<bool> HasSteps(CancellationToken cancellation)
    {
        await using var connection = await Open(cancellation);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = 'VersionInfo'";
        return await command.ExecuteScalarAsync(cancellation) is 1L;
    }

    public override bool IsDamaged(DbException exception) => exception is SqliteException { SqliteErrorCode: Corrupt or NotADatabase };

    public override async ValueTask DisposeAsync()
    {
        await readers.DisposeAsync();
        await lane.DisposeAsync();
        held?.Dispose();
    }
}
