using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.PaymentDocuments.Rows;
using NodaTime;

namespace Lecce.Riscossione.Api.PaymentDocuments.Issue;

/// <summary>
/// One stamp for one document: an item claims the hash, and a unique index decides between two that ask at once. A hash is free again when its
/// document was cancelled, or has expired and nothing of it was paid.
/// </summary>
internal static class StampClaims
{
    /// <summary>Refuses stamps that are paid already, or that can still be paid, and takes the claims of expired ones.</summary>
    /// <param name="sql">The transaction that stores the document.</param>
    /// <param name="stamps">The stamps of the new document.</param>
    /// <param name="replaced">The document that the new one replaces; its stamps do not count.</param>
    /// <param name="today">The day in Rome.</param>
    /// <exception cref="Refusal"><see cref="Codes.StampExists"/>.</exception>
    public static async Task Take(Sql sql, IReadOnlyList<ItemRow> stamps, Id? replaced, LocalDate today)
    {
        await RequireFree(sql, stamps, replaced, today);
        foreach (var stamp in stamps)
        {
            await sql.Execute(
                """
                UPDATE DebtItems
                   SET StampClaim = NULL
                 WHERE BeneficiaryFiscalCode = @organization
                   AND StampClaim            = @hash
                   AND StampClaim IS NOT NULL
                   AND DocumentId IN (SELECT d.Id
                                        FROM PaymentDocuments d
                                       WHERE d.Id            = DebtItems.DocumentId
                                         AND d.PayableUntil  < @today
                                         AND d.ResidualCents = d.AmountCents)
                """,
                Parameters(stamp, replaced, today)
            );
        }
    }

    /// <summary>Refuses stamps that are paid already, or that can still be paid; changes nothing.</summary>
    /// <exception cref="Refusal"><see cref="Codes.StampExists"/>.</exception>
    public static async Task RequireFree(Sql sql, IReadOnlyList<ItemRow> stamps, Id? replaced, LocalDate today)
    {
        // One look for each: given a list of hashes, SQLite reads all stamps of the organization.
        foreach (var stamp in stamps)
        {
            var taken = await sql.Value<int>(
                $"""
                SELECT COUNT(*)
                  FROM DebtItems i
                 INNER JOIN PaymentDocuments d ON d.Id = i.DocumentId
                 WHERE i.BeneficiaryFiscalCode = @organization
                   AND i.StampHash             = @hash
                   AND i.StampHash IS NOT NULL
                   AND d.State <> 'cancelled'
                   AND NOT (d.PayableUntil IS NOT NULL AND d.PayableUntil < @today AND d.ResidualCents = d.AmountCents)
                   {Sql.When(replaced, "AND i.DocumentId <> @replaced")}
                """,
                Parameters(stamp, replaced, today)
            );
            if (taken > 0)
            {
                throw Exists();
            }
        }
    }

    /// <summary>The answer to a request for a stamp that another document has.</summary>
    public static Refusal Exists() =>
        new(
            Codes.StampExists,
            "Per questo documento una marca da bollo è già pagata o si può ancora pagare: usare quella, oppure annullare prima l'altro documento di pagamento."
        );

    /// <summary>Stores items; when the unique index on claims refuses one, another transaction was faster.</summary>
    /// <exception cref="EntryOutdated">The claim must be looked at again.</exception>
    public static async Task Translate(Func<Task> store)
    {
        try
        {
            await store();
        }
        catch (UniqueViolation)
        {
            // The primary key of items follows from a new document's id: only the claim can be taken.
            throw new EntryOutdated();
        }
    }

    private static object Parameters(ItemRow stamp, Id? replaced, LocalDate today) =>
        new
        {
            organization = stamp.BeneficiaryFiscalCode,
            hash = stamp.StampHash,
            replaced,
            today,
        };
}
