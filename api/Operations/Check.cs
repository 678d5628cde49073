using System.Data.Common;
using System.Globalization;
using System.Reflection;
using FluentMigrator;
using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Migrations;
using NodaTime;

namespace Lecce.Riscossione.Api.Operations;

/// <summary>
/// The command <c>check</c>: says what is configured and whether the program could work with it, and changes nothing. It ends with 0 when it
/// could, and with 1 when something must be put right first.
/// </summary>
internal sealed class Check(IServiceProvider services, IConfiguration configuration, IHostEnvironment environment, TextWriter console)
{
    public const string Verb = "check";
    private static readonly TimeSpan MostPatience = TimeSpan.FromSeconds(15);
    private int problems;

    public async Task<int> Run()
    {
        console.WriteLine($"Ambiente: {environment.EnvironmentName}");
        foreach (var setting in Settings.Given(configuration))
        {
            console.WriteLine($"  {setting}");
        }

        foreach (var unknown in Settings.Unknown(configuration))
        {
            Problem($"{unknown} non è un'impostazione conosciuta: correggerne il nome o toglierla.");
        }

        LookAtClock();
        LookAtSecret();
        LookAtDirectory();
        LookAtNode();
        await LookAtDatabase();
        console.WriteLine(problems == 0 ? "Tutto a posto." : $"Problemi da risolvere: {problems}.");
        return problems == 0 ? 0 : 1;
    }

    private void LookAtClock()
    {
        var now = services.GetRequiredService<IClock>().GetCurrentInstant();
        console.WriteLine(
            $"Orologio: {now} (ora italiana {now.InZone(Kernel.Rome.Zone).ToString("dd/MM/uuuu HH:mm:ss", CultureInfo.InvariantCulture)})"
        );
        // Any time before this program was written is wrong for certain; due dates would be judged by it.
        if (now < Instant.FromUtc(2026, 1, 1, 0, 0))
        {
            Problem("L'orologio della macchina è indietro: sincronizzarlo (NTP), perché scadenze e firme ne dipendono.");
        }
    }

    private void LookAtSecret()
    {
        var file = Path.Combine(services.GetRequiredService<DataDirectory>().Path, Secrets.FileName);
        if (configuration[Secrets.Setting] is not { Length: > 0 } && !File.Exists(file))
        {
            var dialect = services.GetRequiredService<Dialect>();
            if (dialect.IsShared && !environment.IsDevelopment())
            {
                Problem($"Con SQL Server serve l'impostazione {Secrets.Setting} (32 byte in base64), uguale per tutte le istanze.");
            }
            else
            {
                Good("Segreto principale: sarà creato al primo avvio nella cartella dei dati");
            }

            return;
        }

        try
        {
            _ = services.GetRequiredService<Secrets>();
            Good("Segreto principale: presente e ben formato");
        }
        catch (InvalidOperationException wrong)
        {
            Problem(wrong.Message);
        }
    }

    private void LookAtDirectory()
    {
        var folder = services.GetRequiredService<DataDirectory>().Path;
        if (!Directory.Exists(folder))
        {
            Good($"Cartella dei dati: {folder} (sarà creata al primo avvio)");
            return;
        }

        try
        {
            var probe = Path.Combine(folder, $".check-{Guid.NewGuid():N}");
            using (new FileStream(probe, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose))
            { }

            Good($"Cartella dei dati: {folder}, scrivibile");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Problem($"La cartella dei dati {folder} non è scrivibile: darne la proprietà all'utente che esegue il programma.");
        }
    }

    private void LookAtNode()
    {
        var hasSecret = configuration["Riscossione:PagoPa:HeaderSecret"] is { Length: > 0 };
        var thumbprints = configuration.GetSection("Riscossione:PagoPa:ClientCertificateThumbprints").GetChildren().Count();
        Good(
            hasSecret || thumbprints > 0
                ? $"Nodo pagoPA: riconosciuto da {(hasSecret ? "segreto" : "certificato")} (certificati: {thumbprints})"
            : environment.IsDevelopment() ? "Nodo pagoPA: ammesso senza riconoscerlo (solo in Development)"
            : "Nodo pagoPA: respinto, finché non si imposta Riscossione:PagoPa:HeaderSecret o ClientCertificateThumbprints"
        );
    }

    private async Task LookAtDatabase()
    {
        var dialect = services.GetRequiredService<Dialect>();
        using var patience = new CancellationTokenSource(MostPatience);
        if (!dialect.IsShared && !File.Exists(Path.Combine(services.GetRequiredService<DataDirectory>().Path, DatabaseSetup.FileName)))
        {
            Good($"Base dati: {dialect.Name}, sarà creata al primo avvio");
            return;
        }

        try
        {
            var applied = await new Db(dialect).Read(
                sql => sql.Rows<long>("SELECT Version FROM VersionInfo ORDER BY Version"),
                patience.Token
            );
            var expected = typeof(Migrator)
                .Assembly.GetTypes()
                .Select(step => step.GetCustomAttribute<MigrationAttribute>()?.Version)
                .OfType<long>()
                .ToList();
            var pending = expected.Except(applied).ToList();
            var newer = applied.Except(expected).ToList();
            Good(
                $"Base dati: {dialect.Name}, raggiunta; passi dello schema applicati: {applied.Count}, da applicare al prossimo avvio: {pending.Count}"
            );
            if (newer.Count > 0)
            {
                Problem(
                    $"La base dati ha {newer.Count} passi dello schema che questa versione non conosce: usare una versione più recente del programma."
                );
            }
        }
        catch (Exception failure) when (failure is DbException or InvalidOperationException or OperationCanceledException)
        {
            Problem(
                $"La base dati {dialect.Name} non risponde o non ha ancora lo schema ({failure.GetType().Name}): verificare stringa di connessione, rete e permessi."
            );
        }
    }

    private void Good(string text) => console.WriteLine($"  ok        {text}");

    private void Problem(string text)
    {
        problems++;
        console.WriteLine($"  PROBLEMA  {text}");
    }
}
