using FluentMigrator.Runner;
using Microsoft.Extensions.DependencyInjection;

namespace Lecce.Riscossione.Migrations;

/// <summary>Brings a database to the schema that this version of the program expects.</summary>
public static class Migrator
{
    /// <summary>Runs every step that the database does not have yet.</summary>
    /// <param name="connectionString">A SQL Server or SQLite connection string.</param>
    /// <param name="isSqlServer">Which of the two it is.</param>
    public static void MigrateUp(string connectionString, bool isSqlServer)
    {
        using var services = Services(isSqlServer, runner => runner.WithGlobalConnectionString(connectionString));
        using var scope = services.CreateScope();
        scope.ServiceProvider.GetRequiredService<IMigrationRunner>().MigrateUp();
    }

    private static ServiceProvider Services(bool isSqlServer, Action<IMigrationRunnerBuilder> configure) =>
        new ServiceCollection()
            .AddSingleton(new ColumnTypes(isSqlServer))
            .AddFluentMigratorCore()
            .ConfigureRunner(runner =>
            {
                _ = isSqlServer ? runner.AddSqlServer2016() : runner.AddSQLite();
                runner.ScanIn(typeof(Migrator).Assembly).For.Migrations();
                configure(runner);
            })
            .BuildServiceProvider(validateScopes: false);
}
