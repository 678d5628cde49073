using Lecce.Riscossione.Api.Access;

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
    }
}
