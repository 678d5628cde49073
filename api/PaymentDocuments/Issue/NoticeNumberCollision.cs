using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.PaymentDocuments.Rows;

namespace Lecce.Riscossione.Api.PaymentDocuments.Issue;

/// <summary>A notice number drawn from the counter already belongs to another installment, because a department had brought it.</summary>
internal sealed class NoticeNumberCollision() : Exception("A notice number is taken.")
{
    private const int MaxDraws = 5;

    /// <summary>Prepares and stores; does both again when a drawn number is taken or a document that existed is gone.</summary>
    public static async Task<T> DrawAgain<T>(Func<Task<T>> prepareAndStore)
    {
        for (var draw = 1; ; draw++)
        {
            try
            {
                return await prepareAndStore();
            }
            catch (Exception failure) when (failure is NoticeNumberCollision or EntryOutdated && draw < MaxDraws)
            {
                // The next attempt draws the next numbers of the counter.
            }
        }
    }

    /// <summary>Stores rows of installments; when the unique index on notice numbers refuses one, that is a collision.</summary>
    /// <exception cref="NoticeNumberCollision">A notice number is taken.</exception>
    public static async Task Translate(Func<Task> store)
    {
        try
        {
            await store();
        }
        catch (UniqueViolation)
        {
            // The primary key of installments follows from a new document's id: only the notice number can be taken.
            throw new NoticeNumberCollision();
        }
    }

    /// <summary>Refuses numbers that a department brings and that are not free.</summary>
    /// <exception cref="Refusal"><see cref="Codes.NoticeNumberTaken"/>.</exception>
    public static async Task RefuseTaken(Sql sql, IEnumerable<InstallmentRow> adopted)
    {
        foreach (var installment in adopted)
        {
            var taken = await sql.Value<int>(
                """
                SELECT COUNT(*)
                  FROM Installments
                 WHERE OrganizationFiscalCode = @OrganizationFiscalCode
                   AND NoticeNumber           = @NoticeNumber
                """,
                new { installment.OrganizationFiscalCode, installment.NoticeNumber }
            );
            if (taken > 0)
            {
                throw Taken();
            }
        }
    }

    /// <summary>The answer to a request that brings a number that is not free.</summary>
    public static Refusal Taken() =>
        new(
            Codes.NoticeNumberTaken,
            "Il numero avviso indicato appartiene già a un'altra rata, anche se annullata: un numero avviso non si riusa mai."
        );
}
