using System.Globalization;
using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.PaymentDocuments;
using Lecce.Riscossione.Api.PaymentDocuments.Find;
using NodaTime;

namespace Lecce.Riscossione.Api.Checkouts;

/// <summary>A claimed row of Checkouts. No cart is to be asked for when the checkout has one, or needs none any more.</summary>
internal sealed record CheckoutClaim(Id Id, int Carts, Cart? Cart);

/// <summary>Decides what an opening request does, and takes the row for it. Of requests at the same moment one asks for a cart.</summary>
internal static class ClaimCheckout
{
    /// <summary>Longer than a call lasts: after this time another request takes the row over.</summary>
    private static readonly Duration MaxOpening = Duration.FromSeconds(10);
    private const int RetryAfterSeconds = 2;

    /// <summary>Claims the row of a checkout.</summary>
    /// <param name="sql">The transaction.</param>
    /// <param name="wanted">The request.</param>
    /// <param name="caller">Who makes it.</param>
    /// <param name="allowsPlainHttp">Whether the browser may return to this machine over http.</param>
    /// <param name="now">The instant of the request.</param>
    /// <exception cref="Refusal">
    /// <see cref="Codes.CheckoutDiffers"/>, <see cref="Codes.RequestInProgress"/>, <see cref="Codes.NoticeNotFound"/>,
    /// <see cref="Codes.ReturnUrlNotAllowed"/>, <see cref="Codes.DocumentNotPayable"/>.
    /// </exception>
    public static async Task<CheckoutClaim> Claim(Sql sql, WantedCheckout wanted, Caller caller, bool allowsPlainHttp, Instant now)
    {
        var known = await CheckoutRow.Find(sql, caller.Actor, wanted.ExternalId);
        if (known is not null && await IsAnswered(sql, known, wanted, now))
        {
            return new CheckoutClaim(known.Id, Carts: 0, Cart: null);
        }

        var id = known?.Id ?? Id.New(now);
        var found = await FindNotices(sql, wanted, caller);
        var organization = caller.Organization ?? wanted.Notices[0].Organization;
        var urls = Allowed(wanted.ReturnUrls, id, await PrefixesOf(sql, organization), allowsPlainHttp);
        RequirePayable(found, now);
        var carts = known is null ? await Insert(sql, id, organization, wanted, caller, now) : await AskAgain(sql, known, now);
        await StoreNotices(sql, id, wanted, found);
        return new CheckoutClaim(id, carts, CartOf(id, wanted, found, urls));
    }

    private static async Task<bool> IsAnswered(Sql sql, CheckoutRow known, WantedCheckout wanted, Instant now)
    {
        if (!known.ContentHash.AsSpan().SequenceEqual(wanted.ContentHash))
        {
            throw new Refusal(
                Codes.CheckoutDiffers,
                "Con questo externalId è già stato aperto un pagamento con altri avvisi o altri indirizzi."
            );
        }

        if (known.State == CartState.Opening && now < known.AskedAt + MaxOpening)
        {
            throw new Refusal(Codes.RequestInProgress, "Il pagamento si sta aprendo: ripetere la richiesta tra qualche secondo.")
            {
                RetryAfterSeconds = RetryAfterSeconds,
            };
        }

        return (known.State == CartState.Open && now < known.ExpiresAt)
            || (await LedgerRow.Of(sql, known.Id)).All(notice => notice.PaidAt is not null);
    }

    private static async Task<IReadOnlyList<NoticeFacts>> FindNotices(Sql sql, WantedCheckout wanted, Caller caller)
    {
        var found = new List<NoticeFacts>();
        foreach (var (organization, number) in wanted.Notices)
        {
            var facts = await FindNotice.One(sql, organization, number.Value, caller);
            if (facts is null or { DocumentId: null } or { State: DocumentState.Draft or DocumentState.Staged })
            {
                throw NoticeNotFound(string.Create(CultureInfo.InvariantCulture, $"/notices/{found.Count}/noticeNumber"));
            }

            found.Add(facts);
        }

        return found;
    }

    private static Refusal NoticeNotFound(string pointer)
    {
        const string Detail = "L'avviso non esiste o non è visibile con questa chiave: verificare il numero e l'ente.";
        return new Refusal(Codes.NoticeNotFound, Detail, [new FieldError(pointer, Codes.NoticeNotFound.Value, Detail)]);
    }

    private static async Task<IReadOnlyList<ReturnUrl>> PrefixesOf(Sql sql, FiscalCode organization)
    {
        var stored = await sql.Value<string>(
            "SELECT ReturnUrlPrefixes FROM Organizations WHERE FiscalCode = @organization",
            new { organization }
        );
        return
        [
            .. (stored?.Split('\n') ?? [])
                .Select(text => ReturnUrl.TryParsePrefix(text, out var prefix) ? prefix : null)
                .OfType<ReturnUrl>(),
        ];
    }

    private static CartReturnUrls Allowed(CheckoutReturnUrls urls, Id id, IReadOnlyList<ReturnUrl> prefixes, bool allowsPlainHttp)
    {
        var errors = new List<FieldError>();
        var allowed = new CartReturnUrls(
            Allow(urls.Ok, "ok"),
            Allow(urls.Cancel, "cancel"),
            Allow(urls.Error, "error"),
            Allow(urls.Waiting, "waiting")
        );
        return errors.Count == 0
            ? allowed
            : throw new Refusal(
                Codes.ReturnUrlNotAllowed,
                "Un indirizzo di ritorno non è tra quelli previsti dall'ente: correggerlo, o farlo aggiungere a returnUrlPrefixes.",
                errors
            );

        string Allow(string text, string name)
        {
            var filled = text.Replace("{checkoutId}", id.Value, StringComparison.Ordinal);
            if (
                ReturnUrl.TryParse(filled, out var url)
                && (!url.IsPlainHttp || allowsPlainHttp)
                && prefixes.Any(prefix => url.StartsWith(prefix))
            )
            {
                return url.ToString();
            }

            errors.Add(
                new FieldError(
                    $"/returnUrls/{name}",
                    Codes.ReturnUrlNotAllowed.Value,
                    "L'indirizzo deve essere https, iniziare come uno di quelli previsti dall'ente e non contenere frammenti, credenziali o segmenti «..»."
                )
            );
            return "";
        }
    }

    private static void RequirePayable(IReadOnlyList<NoticeFacts> found, Instant now)
    {
        var errors = found
            .Select((facts, index) => (Reason: facts.WhyNot(now), index))
            .Where(one => one.Reason is not null)
            .Select(one => new FieldError(
                string.Create(CultureInfo.InvariantCulture, $"/notices/{one.index}/noticeNumber"),
                Installment.Word(one.Reason!.Value),
                "L'avviso adesso non si può pagare."
            ))
            .ToList();
        if (errors.Count > 0)
        {
            throw new Refusal(Codes.DocumentNotPayable, "Almeno un avviso adesso non si può pagare: errors dice quale e perché.", errors);
        }
    }

    private static async Task<int> Insert(Sql sql, Id id, FiscalCode organization, WantedCheckout wanted, Caller caller, Instant now)
    {
        await sql.Execute(
            """
            INSERT INTO Checkouts
                (Id, OrganizationFiscalCode, DepartmentId, Actor, ExternalId, ContentHash, State, Carts, AskedAt, CreatedAt)
            VALUES (@id, @organization, @DepartmentId, @Actor, @ExternalId, @ContentHash, 'opening', 1, @now, @now)
            """,
            new
            {
                id,
                organization,
                caller.DepartmentId,
                caller.Actor,
                wanted.ExternalId,
                wanted.ContentHash,
                now,
            }
        );
        return 1;
    }

    /// <summary>Of two requests that find the same cart at its end, one asks for the next; the other runs again and finds it at work.</summary>
    private static async Task<int> AskAgain(Sql sql, CheckoutRow known, Instant now)
    {
        var claimed = await sql.Execute(
            """
            UPDATE Checkouts
               SET State = 'opening', Carts = Carts + 1, AskedAt = @now
             WHERE Id = @Id
               AND Carts = @Carts
            """,
            new
            {
                known.Id,
                known.Carts,
                now,
            }
        );
        return claimed == 1 ? known.Carts + 1 : throw new ConcurrentChange();
    }

    /// <summary>Amounts may have changed since an earlier cart.</summary>
    private static async Task StoreNotices(Sql sql, Id checkoutId, WantedCheckout wanted, IReadOnlyList<NoticeFacts> found)
    {
        await sql.Execute("DELETE FROM CheckoutNotices WHERE CheckoutId = @checkoutId", new { checkoutId });
        await sql.Execute(
            """
            INSERT INTO CheckoutNotices (CheckoutId, Ordinal, OrganizationFiscalCode, NoticeNumber, AmountCents)
            VALUES (@checkoutId, @ordinal, @Organization, @NoticeNumber, @ResidualCents)
            """,
            wanted.Notices.Select(
                (notice, index) =>
                    new
                    {
                        checkoutId,
                        ordinal = index + 1,
                        notice.Organization,
                        notice.NoticeNumber,
                        found[index].ResidualCents,
                    }
            )
        );
    }

    private static Cart CartOf(Id id, WantedCheckout wanted, IReadOnlyList<NoticeFacts> found, CartReturnUrls urls) =>
        new(
            id,
            [
                .. wanted.Notices.Zip(
                    found,
                    (notice, facts) =>
                        new CartNotice(notice.Organization, facts.OrganizationName, notice.NoticeNumber, facts.ResidualCents, facts.Subject)
                ),
            ],
            urls,
            wanted.Email,
            AllPostal: found.All(facts => facts.NotPostal == 0)
        );
}
