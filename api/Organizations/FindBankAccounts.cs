using System.ComponentModel.DataAnnotations;
using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Http;

namespace Lecce.Riscossione.Api.Organizations;

/// <summary>Pagina di conti.</summary>
/// <param name="Items">I conti.</param>
/// <param name="NextCursor">Da passare come cursor per la pagina successiva; assente nell'ultima.</param>
public sealed record BankAccountPage(
    [property: MaxLength(200)] IReadOnlyList<BankAccount> Items,
    [property: MaxLength(200)] string? NextCursor = null
);

internal static class FindBankAccounts
{
    public static Task<BankAccount> HandleOne(string organization, string iban, Caller caller, Db db, CancellationToken cancellation) =>
        db.Read(
            async sql => await BankAccount.Require(sql, await Organization.Require(sql, caller, organization), BankAccount.Parse(iban)),
            cancellation
        );

    public static async Task<BankAccountPage> Handle(
        string organization,
        Caller caller,
        Db db,
        CancellationToken cancellation,
        int? limit = null,
        string? cursor = null
    )
    {
        var page = Paging.Of($"bank-accounts {organization}", limit, cursor);
        var rows = await db.Read(
            async sql =>
            {
                var owner = await Organization.Require(sql, caller, organization);
                return await sql.Rows<BankAccount>(
                    $"""
                    {BankAccount.Select}
                     WHERE OrganizationFiscalCode = @FiscalCode
                       {Sql.When(page.After, "AND Iban > @after")}
                     ORDER BY Iban
                     {sql.Dialect.FirstRows}
                    """,
                    new
                    {
                        owner.FiscalCode,
                        after = page.After,
                        limit = page.RowsToRead,
                    }
                );
            },
            cancellation
        );
        var (items, next) = page.Cut(rows, account => account.Iban);
        return new BankAccountPage(items, next);
    }
}
