using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.RevenueTypes.Spontaneous;

namespace Lecce.Riscossione.Api.RevenueTypes;

internal static class RevenueTypesApi
{
    public static void MapRevenueTypes(this IEndpointRouteBuilder v1)
    {
        var types = v1.MapGroup("/organizations/{organization}/revenue-types").WithTags("RevenueTypes");
        types
            .MapPost("", CreateRevenueType.Handle)
            .RequireScope(Scopes.OrganizationsWrite, Covers.WholeOrganization)
            .WithName("CreateRevenueType")
            .WithSummary("Registra un tipo di entrata")
            .WithDescription("Inviare di nuovo gli stessi dati restituisce il tipo di entrata già registrato (200).");
        types
            .MapGet("", FindRevenueTypes.Handle)
            .RequireScope(Scopes.OrganizationsRead, Covers.Organization)
            .WithName("FindRevenueTypes")
            .WithSummary("Elenca i tipi di entrata")
            .WithDescription("I tipi di entrata dell'ente, in ordine di codice.");
        types
            .MapGet("/{revenueType}", FindRevenueTypes.HandleOne)
            .RequireScope(Scopes.OrganizationsRead, Covers.Organization)
            .WithName("ReadRevenueType")
            .WithSummary("Legge un tipo di entrata")
            .WithDescription("Il tipo di entrata con il codice indicato.");
        types
            .MapPut("/{revenueType}", ChangeRevenueType.Handle)
            .RequireScope(Scopes.OrganizationsWrite, Covers.WholeOrganization)
            .WithName("ChangeRevenueType")
            .WithSummary("Modifica un tipo di entrata")
            .WithDescription("Sostituisce tutti i dati modificabili; vale per i documenti emessi da ora in poi.");
        types
            .MapPost("/{revenueType}/account-moves", MoveAccount.Handle)
            .RequireScope(Scopes.OrganizationsWrite, Covers.WholeOrganization)
            .WithName("MoveRevenueTypeAccount")
            .WithSummary("Sposta sul conto nuovo ciò che resta da pagare")
            .WithDescription(
                "Dopo che il tipo di entrata ha cambiato conto: le rate non ancora pagate che andrebbero sul conto lasciato vanno su quello "
                    + "attuale, e l'iter di ogni documento lo racconta. Con dryRun dice che cosa accadrebbe. Ogni richiesta sposta al più limit "
                    + "documenti; con nextCursor si prosegue. Gli avvisi già stampati restano validi con pagoPA, ma i loro bollettini postali "
                    + "portano il conto di prima."
            );

        var services = v1.MapGroup("/organizations/{organization}/spontaneous-services").WithTags("SpontaneousServices");
        services
            .MapGet("", FindSpontaneousServices.Handle)
            .RequireScope(Scopes.SpontaneousRead, Covers.Organization)
            .WithName("FindSpontaneousServices")
            .WithSummary("Elenca i servizi che si pagano senza avviso")
            .WithDescription(
                "Il catalogo per i portali: i servizi attivi dell'ente, in ordine di codice. La risposta vale per un minuto (Cache-Control) e ha un "
                    + "ETag."
            );
        services
            .MapGet("/{service}", FindSpontaneousServices.HandleOne)
            .RequireScope(Scopes.SpontaneousRead, Covers.Organization)
            .WithName("ReadSpontaneousService")
            .WithSummary("Legge un servizio e il suo modulo")
            .WithDescription(
                "Lo schema dei dati da chiedere, le indicazioni per mostrarli, i limiti dell'importo, chi può pagare. Nella lingua chiesta con lang "
                    + "sono tradotti anche titoli e descrizioni dei campi nello schema; i valori restano quelli da inviare."
            );
    }
}
