using Lecce.Riscossione.Migrations;
using Microsoft.Data.SqlClient;

namespace Lecce.Riscossione.Api.Data;

/// <summary>Chooses the engine from the configuration, and brings its database to the expected schema.</summary>
internal static class DatabaseSetup
{
    /// <summary>SQL Server when <c>ConnectionStrings:Riscossione</c> is set, otherwise SQLite under the data directory.</summary>
    public static Dialect Choose(IConfiguration configuration, string dataDirectory) =>
        configuration.GetConnectionString("Riscossione") is { Length: > 0 } connectionString
            ? new SqlServerDialect(connectionString)
            : new SqliteDialect(Path.Combine(dataDirectory, "riscossione.db"));

    /// <summary>Makes the database when it is missing, and runs the migrations that it lacks.</summary>
    public static void Migrate(Dialect dialect)
    {
        if (dialect.IsSqlServer)
        {
            CreateWhenMissing(dialect.ConnectionString);
        }

        Migrator.MigrateUp(dialect.ConnectionString, dialect.IsSqlServer);
    }

    private static void CreateWhenMissing(string connectionString)
    {
        var builder = new SqlConnectionStringBuilder(connectionString);
        var database = builder.InitialCatalog;
        if (database.Length == 0)
        {
            throw new InvalidOperationException(
                "La stringa di connessione ConnectionStrings:Riscossione deve indicare il database (Database=…)."
            );
        }

        builder.InitialCatalog = "master";
        using var connection = new SqlConnection(builder.ToString());
        connection.Open();
        using var exists = new SqlCommand("SELECT COUNT(*) FROM sys.databases WHERE name = @database", connection);
        exists.Parameters.AddWithValue("@database", database);
        if ((int)exists.ExecuteScalar()! == 0)
        {
            using var create = new SqlCommand($"CREATE DATABASE [{database.Replace("]", "]]", StringComparison.Ordinal)}]", connection);
            create.ExecuteNonQuery();
        }
    }
}
