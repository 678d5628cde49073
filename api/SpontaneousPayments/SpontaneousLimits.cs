using System.Globalization;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Kernel;
using NodaTime;

namespace Lecce.Riscossione.Api.SpontaneousPayments;

/// <summary>
/// Keeps a form from being abused: requests in one hour, unpaid requests of one debtor, the same payment twice. On SQL Server, requests that
/// arrive at the same time may exceed a limit by their number.
/// </summary>
internal static class SpontaneousLimits
{
    private const int SecondsInHour = 3600;

    /// <summary>Refuses a request that exceeds a limit of its service; returns its ordinal in this hour.</summary>
    /// <exception cref="Refusal"><see cref="Codes.TooManyOpen"/>, with the seconds to wait.</exception>
    public static async Task<int> Require(Sql sql, SpontaneousOrder order, Instant now)
    {
        var ordinal = 1 + await LastOrdinal(sql, order, now);
        if (ordinal > order.Offered.Service.MaxPerHour)
        {
            throw TooMany(
                "Il servizio ha ricevuto troppe richieste in quest'ora: riprovare nella prossima.",
                now,
                HourOf(now) + Duration.FromHours(1)
            );
        }

        var max = order.Offered.Service.MaxOpenPerDebtor;
        if (await FindOpen(sql, order, now) is { } open && open.Number >= max)
        {
            throw TooMany(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Il debitore ha già {max} pagamenti di questo servizio da eseguire: pagarli, oppure attendere che scadano."
                ),
                now,
                Rome.EndOf(open.FirstPayableUntil!.Value)
            );
        }

        return ordinal;
    }

    /// <summary>The day of the last similar payment that is open or paid; null when there is none.</summary>
    public static async Task<LocalDate?> FindSimilar(Sql sql, SpontaneousOrder order, Instant now)
    {
        var days = order.Offered.Service.SimilarWithinDays;
        if (days == 0 || order.SimilarityHash is null)
        {
            return null;
        }

        var createdAt = await sql.Value<Instant?>(
            $"""
            SELECT s.CreatedAt
              FROM SpontaneousPayments s
             INNER JOIN PaymentDocuments d ON d.Id = s.DocumentId
             WHERE s.SimilarityHash = @SimilarityHash
               AND s.CreatedAt     >= @since
               AND (d.State IN ('paid', 'settled', 'partially-paid') OR (d.State = 'issued' AND d.PayableUntil >= @today))
             ORDER BY s.CreatedAt DESC
             {sql.Dialect.FirstRows}
            """,
            new
            {
                order.SimilarityHash,
                since = now - Duration.FromDays(days),
                today = Rome.DateOf(now),
                limit = 1,
            }
        );
        return createdAt is { } found ? Rome.DateOf(found) : null;
    }

    private static Instant HourOf(Instant now) => Instant.FromUnixTimeSeconds(now.ToUnixTimeSeconds() / SecondsInHour * SecondsInHour);

    private static Refusal TooMany(string detail, Instant now, Instant until) =>
        new(Codes.TooManyOpen, detail) { RetryAfterSeconds = (int)Math.Max(1, (until - now).TotalSeconds) };

    // Each row holds its ordinal, so that the limit needs one row and not a count.
    private static Task<int> LastOrdinal(Sql sql, SpontaneousOrder order, Instant now) =>
        sql.Value<int>(
            $"""
            SELECT OrdinalInHour
              FROM SpontaneousPayments
             WHERE RevenueTypeId = @revenueType
               AND CreatedAt    >= @hour
             ORDER BY CreatedAt DESC, OrdinalInHour DESC
             {sql.Dialect.FirstRows}
            """,
            new
            {
                revenueType = order.Offered.RevenueType.Id,
                hour = HourOf(now),
                limit = 1,
            }
        );

    private static Task<OpenRow?> FindOpen(Sql sql, SpontaneousOrder order, Instant now)
    {
        var debtor = order.Debtor;
        var code = debtor.Foreign is null ? debtor.FiscalCode?.Trim().ToUpperInvariant() : null;
        return code == FiscalCode.Anonymous.Value
            ? Task.FromResult<OpenRow?>(null)
            : sql.Row<OpenRow>(
                $"""
                SELECT COUNT(*) AS Number, MIN(d.PayableUntil) AS FirstPayableUntil
                  FROM PaymentDocuments d
                 INNER JOIN SpontaneousPayments s ON s.DocumentId = d.Id
                 WHERE s.RevenueTypeId = @revenueType
                   AND d.State         = 'issued'
                   AND d.PayableUntil >= @today
                   {Sql.When(code, "AND d.DebtorFiscalCode = @code")}
                   {Sql.When(debtor.Foreign, "AND d.DebtorForeignId = @foreignId AND d.DebtorForeignCountry = @foreignCountry")}
                """,
                new
                {
                    revenueType = order.Offered.RevenueType.Id,
                    today = Rome.DateOf(now),
                    code,
                    foreignId = debtor.Foreign?.Identifier,
                    foreignCountry = debtor.Foreign?.Country,
                }
            );
    }

    private sealed record OpenRow
    {
        public int Number { get; init; }
        public LocalDate? FirstPayableUntil { get; init; }
    }
}
