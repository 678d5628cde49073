using Lecce.Riscossione.Api.Access;

namespace Lecce.Riscossione.Api.Organizations;

internal static class OrganizationsApi
{
    public static void MapOrganizations(this IEndpointRouteBuilder v1)
    {
        var organizations = v1.MapGroup("/organizations").WithTags("Organizations");
        organizations
            .MapPost("", CreateOrganization.Handle)
            .RequireScope(Scopes.OrganizationsWrite, Covers.Installation)
            .WithName("CreateOrganization")
            .WithSummary("Registra un ente creditore")
            .WithDescription(
                "Riservato a chi amministra l'intera installazione. Inviare di nuovo gli stessi dati restituisce l'ente già registrato (200)."
            );
        organizations
            .MapGet("", FindOrganizations.Handle)
            .RequireScope(Scopes.OrganizationsRead, Covers.Organization)
            .WithName("FindOrganizations")
            .WithSummary("Elenca gli enti creditori")
            .WithDescription("Gli enti visibili con la chiave usata, in ordine di codice fiscale.");
        organizations
            .MapGet("/{organization}", FindOrganizations.HandleOne)
            .RequireScope(Scopes.OrganizationsRead, Covers.Organization)
            .WithName("ReadOrganization")
            .WithSummary("Legge un ente creditore")
            .WithDescription("I dati con cui l'ente si presenta ai contribuenti e a pagoPA.");
        organizations
            .MapPut("/{organization}", ChangeOrganization.Handle)
            .RequireScope(Scopes.OrganizationsWrite, Covers.WholeOrganization)
            .WithName("ChangeOrganization")
            .WithSummary("Modifica un ente creditore")
            .WithDescription("Sostituisce tutti i dati modificabili: quelli omessi tornano al valore predefinito.");

        organizations
            .MapPut("/{organization}/logo", SetOrganizationLogo.Handle)
            .RequireScope(Scopes.OrganizationsWrite, Covers.WholeOrganization)
            .WithName("SetOrganizationLogo")
            .WithSummary("Carica il logo di un ente")
            .WithDescription(
                "Stampato sugli avvisi in un riquadro di 30×30 mm, senza deformarlo. PNG o JPEG, al più 256 kB e 4096 pixel per lato; "
                    + "sostituisce il precedente. In If-Match l'etag dell'ente, che cambia con il logo."
            );
        organizations
            .MapGet("/{organization}/logo", ReadOrganizationLogo.Handle)
            .RequireScope(Scopes.OrganizationsRead, Covers.Organization)
            .WithName("ReadOrganizationLogo")
            .WithSummary("Legge il logo di un ente")
            .WithDescription("L'immagine così come è stata caricata.");
        organizations
            .MapDelete("/{organization}/logo", RemoveOrganizationLogo.Handle)
            .RequireScope(Scopes.OrganizationsWrite, Covers.WholeOrganization)
            .WithName("RemoveOrganizationLogo")
            .WithSummary("Elimina il logo di un ente")
            .WithDescription("Restituisce il logo eliminato; gli avvisi successivi non lo riportano.");

        organizations.MapGroup("/{organization}/departments").MapDepartments();
        organizations.MapGroup("/{organization}/bank-accounts").MapBankAccounts();
    }

    private static void MapDepartments(this IEndpointRouteBuilder departments)
    {
        departments
            .MapPost("", CreateDepartment.Handle)
            .RequireScope(Scopes.OrganizationsWrite, Covers.WholeOrganization)
            .WithName("CreateDepartment")
            .WithSummary("Registra un ufficio")
            .WithDescription(
                "L'ufficio (sistema competente) a cui appartengono i crediti. Inviare di nuovo gli stessi dati restituisce 200."
            );
        departments
            .MapGet("", FindDepartments.Handle)
            .RequireScope(Scopes.OrganizationsRead, Covers.Organization)
            .WithName("FindDepartments")
            .WithSummary("Elenca gli uffici")
            .WithDescription("Gli uffici dell'ente, in ordine di codice.");
        departments
            .MapGet("/{department}", FindDepartments.HandleOne)
            .RequireScope(Scopes.OrganizationsRead, Covers.Organization)
            .WithName("ReadDepartment")
            .WithSummary("Legge un ufficio")
            .WithDescription("L'ufficio con il codice indicato.");
        departments
            .MapPut("/{department}", ChangeDepartment.Handle)
            .RequireScope(Scopes.OrganizationsWrite, Covers.WholeOrganization)
            .WithName("ChangeDepartment")
            .WithSummary("Modifica un ufficio")
            .WithDescription("Modifica il nome; il codice non cambia.");
    }

    private static void MapBankAccounts(this IEndpointRouteBuilder accounts)
    {
        accounts
            .MapPost("", CreateBankAccount.Handle)
            .RequireScope(Scopes.OrganizationsWrite, Covers.WholeOrganization)
            .WithName("CreateBankAccount")
            .WithSummary("Registra un conto")
            .WithDescription("Un conto, bancario o postale, su cui l'ente incassa. Inviare di nuovo gli stessi dati restituisce 200.");
        accounts
            .MapGet("", FindBankAccounts.Handle)
            .RequireScope(Scopes.OrganizationsRead, Covers.Organization)
            .WithName("FindBankAccounts")
            .WithSummary("Elenca i conti")
            .WithDescription("I conti dell'ente, in ordine di IBAN.");
        accounts
            .MapGet("/{iban}", FindBankAccounts.HandleOne)
            .RequireScope(Scopes.OrganizationsRead, Covers.Organization)
            .WithName("ReadBankAccount")
            .WithSummary("Legge un conto")
            .WithDescription("Il conto con l'IBAN indicato.");
        accounts
            .MapPut("/{iban}", ChangeBankAccount.Handle)
            .RequireScope(Scopes.OrganizationsWrite, Covers.WholeOrganization)
            .WithName("ChangeBankAccount")
            .WithSummary("Modifica un conto")
            .WithDescription(
                "Sostituisce nome, intestazione e autorizzazione dei bollettini: quelli omessi sono eliminati; l'IBAN non cambia."
            );
    }
}
