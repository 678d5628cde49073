using System.Data.Common;
using System.Globalization;
using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.ApiKeys;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Kernel;
using NodaTime;

namespace Lecce.Riscossione.Api.Operations;

/// <summary>
/// The command <c>check</c>: reports the configuration and whether the program could start, with the same code as a start, and changes nothing.
/// Exit code 0 if it could start, otherwise 1.
/// </summary>
internal sealed class Check(IServiceProvider services, IConfiguration configuration, IHostEnvironment environment, TextWriter console)
{
    public const string Verb = "check";
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(15);
    private readonly Dialect dialect = services.GetRequiredService<Dialect>();
    private readonly DataDirectory directory = services.GetRequiredService<DataDirectory>();
    private readonly List<string> missing = [];
    private int problems;

    /// <summary>Reports faulty settings, with which nothing else can be checked.</summary>
    public static int Refuse(IReadOnlyList<string> errors, TextWriter console)
    {
        foreach (var error in errors)
        {
            console.WriteLine($"  PROBLEMA  {error}");
        }

        console.WriteLine($"Problemi da risolvere: {errors.Count}.");
        return Start.Failed;
    }

    public async Task<int> Run()
    {
        console.WriteLine($"Ambiente: {environment.EnvironmentName}");
        foreach (var setting in Settings.Given(configuration))
        {
            console.WriteLine($"  {setting}");
        }

        foreach (var warning in RenamedSettings.Warnings(configuration))
        {
            console.WriteLine($"  AVVISO    {warning}");
        }

        LookAtClock();
        LookAtNode();
        LookAtCheckout();
        LookAtBizEvents();
        LookAtArchive();
        LookAtAddresses();
        Look(
            directory.RequireWritable,
            $"Cartella dei dati: {directory.Path}{(Directory.Exists(directory.Path) ? ", scrivibile" : " (sarà creata al primo avvio)")}"
        );
        var secrets = FindSecrets();
        await LookAtDatabase(secrets);
        console.WriteLine(Conclusion());
        return problems == 0 ? 0 : Start.Failed;
    }

    private string Conclusion() =>
        problems > 0 ? $"Problemi da risolvere: {problems}."
        : missing.Count > 0 ? $"Il programma può partire, ma non può ancora riscuotere. Manca: {string.Join("; ", missing)}."
        : "Tutto a posto.";

    private void LookAtClock()
    {
        var now = services.GetRequiredService<IClock>().GetCurrentInstant();
        console.WriteLine(
            $"Orologio: {now} (ora italiana {now.InZone(Rome.Zone).ToString("dd/MM/uuuu HH:mm:ss", CultureInfo.InvariantCulture)})"
        );
        // A clock before the release of this program is wrong, and due dates depend on it.
        if (now < Instant.FromUtc(2026, 1, 1, 0, 0))
        {
            Problem("L'orologio della macchina è indietro: sincronizzarlo (NTP), perché scadenze e firme ne dipendono.");
        }
    }

    private void LookAtNode()
    {
        var hasSecret = configuration["Riscossione:PagoPa:HeaderSecret"] is { Length: > 0 };
        var thumbprints = configuration.GetSection("Riscossione:PagoPa:ClientCertificateThumbprints").GetChildren().Count();
        if (hasSecret || thumbprints > 0)
        {
            Good($"Nodo pagoPA: riconosciuto da {(hasSecret ? "segreto" : "certificato")} (certificati: {thumbprints})");
        }
        else if (environment.IsDevelopment())
        {
            Good("Nodo pagoPA: ammesso senza riconoscerlo (solo in Development)");
        }
        else
        {
            Good("Nodo pagoPA: respinto");
            missing.Add("come riconoscere il Nodo pagoPA (Riscossione:PagoPa:HeaderSecret o ClientCertificateThumbprints)");
        }
    }

    /// <summary>Web payment is optional: an installation without it collects through every other channel.</summary>
    private void LookAtCheckout() =>
        Good(
            ServiceAddress.Checkout.Find(configuration) is { } address
                ? $"Pagina di pagamento pagoPA: carrelli aperti presso {address}"
                : $"Pagina di pagamento pagoPA: non collegata, nessun pagamento sul web ({ServiceAddress.Checkout.Address})"
        );

    /// <summary>Without this service the receipts that the Node does not send stay missing.</summary>
    private void LookAtBizEvents() =>
        Good(
            ServiceAddress.BizEvents.Find(configuration) is { } address
                ? $"Recupero delle ricevute pagoPA: chieste a {address}"
                : $"Recupero delle ricevute pagoPA: non attivo ({ServiceAddress.BizEvents.Address})"
        );

    private void LookAtArchive() =>
        Good(
            ServiceAddress.Aca.Find(configuration) is { } address
                ? $"Archivio degli avvisi pagoPA (ACA): collegato a {address}"
                : $"Archivio degli avvisi pagoPA (ACA): non collegato, se la stazione non risponde non si può pagare ({ServiceAddress.Aca.Address})"
        );

    private void LookAtAddresses()
    {
        if (dialect.FindHolder() is { } running)
        {
            Good($"Il programma è in funzione: {running}");
            return;
        }

        foreach (var busy in Listening.FindBusy(configuration))
        {
            Problem(busy);
        }

        Good($"Indirizzi di ascolto: {string.Join("; ", Listening.Addresses(configuration))}");
    }

    private Secrets? FindSecrets()
    {
        try
        {
            var secrets = Secrets.Find(configuration, directory, dialect, environment.IsDevelopment());
            Good(
                $"Segreto principale: {(secrets is null ? "sarà creato al primo avvio nella cartella dei dati" : "presente e ben formato")}"
            );
            return secrets;
        }
        catch (CannotStart reason)
        {
            Problem(reason);
            return null;
        }
    }

    private async Task LookAtDatabase(Secrets? secrets)
    {
        using var patience = new CancellationTokenSource(MaxWait);
        var db = new Db(dialect);
        try
        {
            var state = await DatabaseState.Look(db, patience.Token);
            if (secrets is not null)
            {
                await MasterFingerprint.Require(db, state, secrets, patience.Token);
            }

            Good(
                state.IsNew
                    ? $"Base dati: {dialect.Name}, sarà creata al primo avvio"
                    : $"Base dati: {dialect.Name}, raggiunta; passi dello schema applicati: {state.Applied.Count}, da applicare al prossimo avvio: {state.Pending.Count()}"
            );
            await LookForOrganization(db, state, patience.Token);
            await LookAtFeeds(db, state, patience.Token);
        }
        catch (CannotStart reason)
        {
            Problem(reason);
        }
        catch (Exception failure) when (failure is DbException or InvalidOperationException or OperationCanceledException)
        {
            Problem(Start.Explain(dialect, failure));
        }
    }

    private async Task LookForOrganization(Db db, DatabaseState state, CancellationToken cancellation)
    {
        if (environment.IsDevelopment() && state.IsNew)
        {
            return;
        }

        if (state.IsNew || await db.Read(sql => sql.Value<int>("SELECT COUNT(*) FROM Organizations"), cancellation) == 0)
        {
            missing.Add("un ente creditore (POST /v1/organizations, con la prima chiave di amministrazione)");
        }

        if (!state.IsNew && File.Exists(directory.File(FirstAdminKey.FileName)))
        {
            Good(
                $"Prima chiave di amministrazione: nel file {directory.File(FirstAdminKey.FileName)}; conservarla altrove e cancellare il file"
            );
        }
    }

    private async Task LookAtFeeds(Db db, DatabaseState state, CancellationToken cancellation)
    {
        if (state.IsNew || state.Pending.Any())
        {
            return;
        }

        foreach (var line in await ArchiveReport.Look(db, ServiceAddress.Aca.Find(configuration) is not null, cancellation))
        {
            console.WriteLine($"  {(line.IsWarning ? "AVVISO" : "ok    ")}    {line.Text}");
        }
    }

    private void Look(Action look, string good)
    {
        try
        {
            look();
            Good(good);
        }
        catch (CannotStart reason)
        {
            Problem(reason);
        }
    }

    private void Good(string text) => console.WriteLine($"  ok        {text}");

    private void Problem(CannotStart reason)
    {
        foreach (var text in reason.Reasons)
        {
            Problem(text);
        }
    }

    private void Problem(string text)
    {
        problems++;
        console.WriteLine($"  PROBLEMA  {text}");
    }
}
