using System.Data.Common;
using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.ApiKeys;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Kernel;
using NodaTime;

namespace Lecce.Riscossione.Api.Operations;

/// <summary>
/// The command <c>admin-key</c>: issues a new administrator's key when all others are lost. The program may be running; the database must exist.
/// Exit code 0, or 1 when no key was issued.
/// </summary>
internal sealed class AdminKeyCommand(IServiceProvider services, TextWriter console, TextWriter errors)
{
    public const string Verb = "admin-key";

    public async Task<int> Run()
    {
        var db = services.GetRequiredService<Db>();
        try
        {
            var state = await DatabaseState.Look(db, CancellationToken.None);
            if (state.IsNew || state.Pending.Any())
            {
                throw new CannotStart("La base dati non ha ancora lo schema di questa versione: avviare prima il programma.");
            }

            await MasterFingerprint.Require(db, state, services.GetRequiredService<Secrets>(), CancellationToken.None);
            var key = IssueApiKey.NewAdministrator("Chiave rilasciata sul server");
            await IssueApiKey.Store(db, key, services.GetRequiredService<IClock>().GetCurrentInstant(), CancellationToken.None);
            await console.WriteLineAsync("Nuova chiave di amministrazione, mostrata solo ora:");
            await console.WriteLineAsync($"Admin API key: {key.Text}");
            await console.WriteLineAsync("Le altre restano valide: revocare quelle perse (DELETE /v1/api-keys/{id}).");
            return 0;
        }
        catch (Exception failure) when (failure is CannotStart or DbException or UnauthorizedAccessException)
        {
            await errors.WriteLineAsync(string.Join('\n', Start.Explain(failure, services)));
            return Start.Failed;
        }
    }
}
