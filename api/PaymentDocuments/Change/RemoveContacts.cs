using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Kernel;

namespace Lecce.Riscossione.Api.PaymentDocuments.Change;

internal static class RemoveContacts
{
    /// <summary>Removes the address and the e-mail of a document's debtor when they are no longer needed. The caller has claimed the document.</summary>
    public static Task Of(Sql sql, Id documentId) =>
        sql.Execute(
            """
            UPDATE PaymentDocuments
               SET DebtorStreet      = NULL,
                   DebtorCivicNumber = NULL,
                   DebtorPostalCode  = NULL,
                   DebtorCity        = NULL,
                   DebtorProvince    = NULL,
                   DebtorCountry     = NULL,
                   DebtorEmail       = NULL
             WHERE Id = @documentId
            """,
            new { documentId }
        );
}
