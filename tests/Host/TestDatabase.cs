using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Data.Sqlite;
using Lecce.Riscossione.Api.Data.SqlServer;
using Lecce.Riscossione.Api.Kernel;
using Microsoft.Data.SqlClient;
using NodaTime;

namespace Lecce.Riscossione.Tests.Host;

/// <summary>
/// A new database for one test, with a data directory. The engine is the test's, or else SQLite, or SQL Server when
/// <c>RISCOSSIONE_TEST_SQLSERVER</c> has a connection string without a database.
/// </summary>
public sealed class TestDatabase(Engine engine) : IAsyncDisposable
{
    public const string Variable = "RISCOSSIONE_TEST_SQLSERVER";
    private readonly TemporaryDirectory directory = new();

    public TestDatabase()
        : this(HasServer ? Engine.SqlServer : Engine.Sqlite) { }

    /// <summary>True when the environment names a server.</summary>
    public static bool HasServer => Server.Length > 0;

    /// <summary>
    /// The value of <c>ConnectionStrings:Riscossione</c>; empty for SQLite. The first program that starts creates the database.
    /// </summary>
    public string ConnectionString { get; } =
        engine == Engine.SqlServer
            ? new SqlConnectionStringBuilder(Server)
            {
                InitialCatalog = $"riscossione_test_{Id.New(SystemClock.Instance.GetCurrentInstant()).Value.ToLowerInvariant()}",
            }.ToString()
            : "";

    /// <summary>The data directory of the programs on this database.</summary>
    public string DataDirectory => directory.Path;

    public bool IsSqlServer => engine == Engine.SqlServer;

    private static string Server => Environment.GetEnvironmentVariable(Variable) ?? "";

    public async ValueTask DisposeAsync()
    {
        if (IsSqlServer)
        {
            await Drop();
        }

        directory.Dispose();
    }

    internal Dialect Dialect(string? dataDirectory = null) =>
        IsSqlServer
            ? new SqlServerDialect(ConnectionString)
            : new SqliteDialect(Path.Combine(dataDirectory ?? DataDirectory, "riscossione.db"));

    /// <summary>A database without tables. On SQLite the program never creates such a file, so this method does.</summary>
    internal Dialect Empty()
    {
        if (!IsSqlServer)
        {
            Directory.CreateDirectory(DataDirectory);
            File.WriteAllBytes(Path.Combine(DataDirectory, "riscossione.db"), []);
        }

        return Dialect();
    }

    /// <summary>An empty database with the schema of this version.</summary>
    internal async Task<Db> Migrated()
    {
        DapperTypes.Register();
        var dialect = Dialect();
        await using (await dialect.BeginSetup(CancellationToken.None))
        {
            DatabaseSetup.Migrate(dialect);
        }

        return new Db(dialect);
    }

    private async Task Drop()
    {
        using var pooled = new SqlConnection(ConnectionString);
        SqlConnection.ClearPool(pooled);
        var database = new SqlConnectionStringBuilder(ConnectionString);
        var master = new SqlConnectionStringBuilder(ConnectionString) { InitialCatalog = "master", Pooling = false };
        await using var connection = new SqlConnection(master.ToString());
        await connection.OpenAsync();
        await using var drop = new SqlCommand($"DROP DATABASE IF EXISTS [{database.InitialCatalog}]", connection);
        // The lock of database creation, because some servers cannot create a database while another is deleted.
        await using var turn = new SqlCommand("EXEC sp_getapplock 'riscossione-create', 'Exclusive', 'Session', 60000", connection);
        await turn.ExecuteNonQueryAsync();
        await drop.ExecuteNonQueryAsync();
    }
}
