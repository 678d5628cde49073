using System.Data.Common;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Kernel;
using Microsoft.Extensions.Options;

namespace Lecce.Riscossione.Api.Operations;

/// <summary>Starts the program and explains a failed start: to a person in Development, otherwise in the log.</summary>
internal static partial class Start
{
    public const int Failed = 1;

    /// <summary>Runs until the program stops; returns its exit code.</summary>
    public static async Task<int> Run(WebApplication app)
    {
        await using var running = app;
        RenamedSettings.Log(app.Configuration, app.Logger);
        try
        {
            await app.StartAsync();
        }
        catch (OperationCanceledException) when (app.Lifetime.ApplicationStopping.IsCancellationRequested)
        {
            // A stop during the start, for example by an operator. The next start completes what was begun.
            return 0;
        }
#pragma warning disable CA1031 // Every failed start exits with 1 and a reason; an unexpected failure also logs its stack trace.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            var logger = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(Start));
            if (Explain(failure, app.Services) is { Count: > 0 } reasons)
            {
                Say(reasons, app.Environment, logger);
            }
            else
            {
                NotStarted(logger, failure);
            }

            return Failed;
        }

        await app.WaitForShutdownAsync();
        return 0;
    }

    /// <summary>Reports why the program cannot be built.</summary>
    public static int Refuse(IReadOnlyList<string> reasons, IHostEnvironment environment)
    {
        using var logs = LoggerFactory.Create(logging => Logs.AddLogs(logging, environment));
        Say(reasons, environment, logs.CreateLogger(typeof(Start)));
        return Failed;
    }

    /// <summary>Explains an expected failure to the administrator; empty for other failures.</summary>
    public static IReadOnlyList<string> Explain(Exception failure, IServiceProvider services)
    {
        var dialect = services.GetRequiredService<Dialect>();
        return failure switch
        {
            CannotStart known => known.Reasons,
            OptionsValidationException options => [.. options.Failures],
            DbException database => [Explain(dialect, database)],
            UnauthorizedAccessException denied => [$"Accesso negato: {denied.Message} Verificare proprietario e permessi dei file."],
            _ => Listening.FindBusy(services.GetRequiredService<IConfiguration>()),
        };
    }

    /// <summary>Explains why a database is unusable.</summary>
    public static string Explain(Dialect dialect, Exception failure) =>
        $"La base dati {dialect.Name} non risponde ({failure.GetType().Name}): verificare "
        + (dialect.IsShared ? "stringa di connessione, rete e permessi." : "proprietario e permessi dei suoi file.");

    private static void Say(IReadOnlyList<string> reasons, IHostEnvironment environment, ILogger logger)
    {
        if (environment.IsDevelopment())
        {
            Console.Error.WriteLine($"Il programma non può partire:\n  {string.Join("\n  ", reasons)}");
            return;
        }

        foreach (var reason in reasons)
        {
            CannotStartBecause(logger, reason);
        }
    }

    [LoggerMessage(Level = LogLevel.Critical, Message = "Il programma non può partire. {Reason}")]
    private static partial void CannotStartBecause(ILogger logger, string reason);

    [LoggerMessage(Level = LogLevel.Critical, Message = "The program could not start")]
    private static partial void NotStarted(ILogger logger, Exception failure);
}
