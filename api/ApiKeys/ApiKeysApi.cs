using Lecce.Riscossione.Api.Access;

namespace Lecce.Riscossione.Api.ApiKeys;

internal static class ApiKeysApi
{
    public static void MapApiKeys(this IEndpointRouteBuilder v1)
    {
        var keys = v1.MapGroup("/api-keys").WithTags("ApiKeys").RequireScope(Scopes.Admin, Covers.WholeDepartment);
        keys.MapPost("", IssueApiKey.Handle)
            .WithName("IssueApiKey")
            .WithSummary("Rilascia una chiave")
            .WithDescription("La chiave è mostrata solo in questa risposta: l'archivio ne conserva soltanto l'impronta.");
        keys.MapGet("", FindApiKeys.Handle)
            .WithName("FindApiKeys")
            .WithSummary("Elenca le chiavi")
            .WithDescription("Dalla più vecchia, comprese quelle scadute e revocate.");
        keys.MapPost("/{id}/rotations", RotateApiKey.Handle)
            .WithName("RotateApiKey")
            .WithSummary("Ruota il segreto di una chiave")
            .WithDescription(
                "Il segreto nuovo è mostrato solo in questa risposta; il precedente resta valido fino all'istante scelto, per dare ai "
                    + "sistemi il tempo di aggiornarsi. Ogni segreto anteriore cessa subito di essere valido."
            );
        keys.MapPut("/{id}", ChangeApiKey.Handle)
            .WithName("ChangeApiKey")
            .WithSummary("Modifica nome e scadenza di una chiave")
            .WithDescription(
                "Sostituisce tutti i dati modificabili: senza scadenza la chiave vale fino alla revoca. Permessi, ente e ufficio non cambiano "
                    + "mai, e una chiave scaduta o revocata non torna valida: in quei casi se ne rilascia un'altra."
            );
        keys.MapDelete("/{id}", RevokeApiKey.Handle)
            .WithName("RevokeApiKey")
            .WithSummary("Revoca una chiave")
            .WithDescription(
                "Da subito la chiave non vale più; la sua registrazione resta. Revocarla di nuovo non ha effetto. L'ultima chiave di "
                    + "amministrazione dell'installazione non si può revocare (last-admin-key): rilasciarne prima un'altra."
            );
    }
}
