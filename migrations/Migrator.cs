using System.Text.RegularExpressions;
using FluentMigrator.Expressions;
using FluentMigrator.Infrastructure;
using FluentMigrator.Runner;
using FluentMigrator.Runner.Initialization;
using FluentMigrator.Runner.Logging;
using FluentMigrator.Runner.Processors;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Lecce.Riscossione.Migrations;

/// <summary>Brings a database to a version of the schema, or says how to.</summary>
public static partial class Migrator
{
    // Whole or not at all. Filtered indexes need quoted identifiers, which sqlcmd turns off. The table is the one in which the program
    // itself remembers the steps that ran.
    private const string Before = """
        -- Eseguire nella base dati di Riscossione, fermandosi al primo errore: sqlcmd -b -I -i script.sql
        SET QUOTED_IDENTIFIER ON;
        SET ANSI_NULLS ON;
        SET XACT_ABORT ON;
        GO
        BEGIN TRANSACTION;
        GO
        IF OBJECT_ID(N'dbo.VersionInfo') IS NULL
        BEGIN
            CREATE TABLE [dbo].[VersionInfo] ([Version] bigint NOT NULL, [AppliedOn] datetime NULL, [Description] nvarchar(1024) NULL);
            CREATE UNIQUE CLUSTERED INDEX [UC_Version] ON [dbo].[VersionInfo] ([Version]);
        END
        GO

        """;

    private const string After = """
        COMMIT TRANSACTION;
        GO

        """;

    /// <summary>Runs every step that the database does not have yet. A new SQLite database appears only when it has all of them.</summary>
    /// <param name="connectionString">A SQL Server or SQLite connection string.</param>
    /// <param name="isSqlServer">Which of the two it is.</param>
    public static void MigrateUp(string connectionString, bool isSqlServer)
    {
        if (isSqlServer)
        {
            RunUp(connectionString, isSqlServer);
            return;
        }

        var sqlite = new SqliteConnectionStringBuilder(connectionString) { Pooling = false };
        if (File.Exists(sqlite.DataSource))
        {
            RunUp(sqlite.ToString(), isSqlServer);
        }
        else
        {
            SqliteSetup.Make(
                sqlite.DataSource,
                file => RunUp(new SqliteConnectionStringBuilder(sqlite.ToString()) { DataSource = file }.ToString(), isSqlServer)
            );
        }
    }

    /// <summary>Runs the steps up to a version: a database as an earlier version of the program left it.</summary>
    internal static void MigrateUp(string connectionString, bool isSqlServer, long toVersion) =>
        Run(
            Connected(connectionString, isSqlServer),
            services =>
            {
                services.GetRequiredService<IMigrationRunner>().MigrateUp(toVersion);
                return true;
            }
        );

    /// <summary>Undoes every step above a version, the latest first, and the rows that are only in their tables.</summary>
    internal static void MigrateDown(string connectionString, bool isSqlServer, long toVersion) =>
        Run(
            Connected(connectionString, isSqlServer),
            services =>
            {
                services.GetRequiredService<IMigrationRunner>().MigrateDown(toVersion);
                return true;
            }
        );

    /// <summary>Every step there is, in order, with the tables that undoing it destroys.</summary>
    internal static IReadOnlyList<StepDescription> Steps() =>
        Run(
            Unconnected(),
            services =>
                services
                    .GetRequiredService<IMigrationInformationLoader>()
                    .LoadMigrations()
                    .Values.Select(step => new StepDescription(
                        step.Version,
                        step.Migration.GetType().Name.Split('_')[^1],
                        TablesLost(services, step.Migration)
                    ))
                    .ToList()
        );

    /// <summary>The T-SQL of the migrations, to be applied by hand; needs no server.</summary>
    /// <param name="after">The version that the database has already; zero for a new one.</param>
    internal static string Script(long after = 0)
    {
        using var script = new StringWriter { NewLine = "\n" };
        using var log = new SqlScriptFluentMigratorLoggerProvider(
            script,
            new SqlScriptFluentMigratorLoggerOptions { OutputGoBetweenStatements = true }
        );
        Run(
            Unconnected(after).AddLogging(logging => logging.AddProvider(log)),
            services =>
            {
                services.GetRequiredService<IMigrationRunner>().MigrateUp();
                return true;
            }
        );
        var steps = LoggedExpression().Replace(script.ToString().ReplaceLineEndings("\n"), "").TrimStart('\uFEFF', '\n');
        return $"{Before}{steps}{After}";
    }

    private static void RunUp(string connectionString, bool isSqlServer) =>
        Run(
            Connected(connectionString, isSqlServer),
            services =>
            {
                services.GetRequiredService<IMigrationRunner>().MigrateUp();
                return true;
            }
        );

    private static List<string> TablesLost(IServiceProvider services, FluentMigrator.IMigration migration)
    {
        var context = new MigrationContext(services.GetRequiredService<FluentMigrator.IMigrationProcessor>(), services, "");
        migration.GetDownExpressions(context);
        return [.. context.Expressions.OfType<DeleteTableExpression>().Select(drop => drop.TableName)];
    }

    private static IServiceCollection Connected(string connectionString, bool isSqlServer) =>
        Services(isSqlServer, runner => runner.WithGlobalConnectionString(connectionString));

    private static IServiceCollection Unconnected(long after = 0) =>
        Services(isSqlServer: true, _ => { })
            .Configure<ProcessorOptions>(options => options.PreviewOnly = true)
            .Configure<RunnerOptions>(options =>
            {
                options.NoConnection = true;
                options.StartVersion = after;
            });

    private static IServiceCollection Services(bool isSqlServer, Action<IMigrationRunnerBuilder> configure) =>
        new ServiceCollection()
            .AddSingleton(new ColumnTypes(isSqlServer))
            .AddFluentMigratorCore()
            .ConfigureRunner(runner =>
            {
                _ = isSqlServer ? runner.AddSqlServer2016() : runner.AddSQLite();
                runner.ScanIn(typeof(Migrator).Assembly).For.Migrations();
                configure(runner);
            });

    private static T Run<T>(IServiceCollection services, Func<IServiceProvider, T> work)
    {
        using var provider = services.BuildServiceProvider(validateScopes: false);
        using var scope = provider.CreateScope();
        return work(scope.ServiceProvider);
    }

    /// <summary>What the runner says in comments beside the statements themselves.</summary>
    [GeneratedRegex(@"/\*.*?\*/\n+", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex LoggedExpression();
}

/// <summary>One step of the schema.</summary>
/// <param name="Version">Its number, which begins with its day.</param>
/// <param name="Name">What it is about.</param>
/// <param name="TablesLost">The tables that go, with all their rows, when it is undone.</param>
internal sealed record StepDescription(long Version, string Name, IReadOnlyList<string> TablesLost);
