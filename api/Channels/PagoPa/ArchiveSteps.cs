using Lecce.Riscossione.Api.PaymentDocuments;
using Lecce.Riscossione.Api.PaymentDocuments.Rows;
using Lecce.Riscossione.Api.Work;
using NodaTime;

namespace Lecce.Riscossione.Api.Channels.PagoPa;

/// <summary>
/// The calls that bring the archive in step with one document, one after another. An attempt whose outcome was not written begins again, and no
/// call does harm when it is repeated.
/// </summary>
internal sealed class ArchiveSteps(ArchiveCalls calls, ArchiveFeed feed, Instant now)
{
    /// <summary>How long an organization that the archive refuses is left alone.</summary>
    private static readonly Duration RefusedPause = Duration.FromHours(1);
    private static readonly Duration UsualPause = Duration.FromMinutes(1);
    private static readonly Duration MaxPause = Duration.FromHours(24);

    private readonly StoredDocument document = feed.Document;
    private readonly ArchiveCreditor creditor = feed.Creditor;
    private readonly IReadOnlyList<InstallmentRow> payable = ArchiveRules.InstallmentsOf(feed.Document, feed.Creditor, now);

    private bool IsPaid => document.Row.State is DocumentState.Paid or DocumentState.Settled;

    /// <summary>Takes the steps that are needed; <see cref="ArchiveFeed.Holding"/> follows each of them.</summary>
    public async Task<CallAnswer> Run(CancellationToken cancellation)
    {
        feed.Holding = feed.Holding with { NotFed = ArchiveRules.WhyNot(document, creditor, now) };
        var answer = await Take(cancellation);
        feed.Holding = feed.Holding with
        {
            RevisitAt = feed.Holding.Position == FeedPosition.Ended ? null : ArchiveRules.RevisitAt(document, payable, now),
        };
        return answer;
    }

    private async Task<CallAnswer> Take(CancellationToken cancellation)
    {
        if (feed.Holding.Position == FeedPosition.Published && await MarkPaid(cancellation) is { } failed)
        {
            return failed;
        }

        return feed.Holding.Position switch
        {
            FeedPosition.None when payable.Count > 0 => await Create(cancellation),
            FeedPosition.Draft when payable.Count > 0 => await Publish(cancellation),
            FeedPosition.None or FeedPosition.Draft when feed.IsUnsure && ArchiveRules.WhyForbidden(document) is null => await Withdraw(
                cancellation
            ),
            FeedPosition.Published => await Update(cancellation),
            _ => Done(),
        };
    }

    /// <summary>Tells the archive of the installments that were paid without the Node. It knows of the others itself.</summary>
    private async Task<CallAnswer?> MarkPaid(CancellationToken cancellation)
    {
        foreach (var row in Fed().Where(row => row.ResidualCents == 0 && feed.PaidElsewhere.Contains(row.Ordinal)))
        {
            if (feed.Holding.Marked.Contains(row.Ordinal))
            {
                continue;
            }

            var answer = await calls.MarkPaid(creditor.FiscalCode, row.NoticeNumber!.Value, row.PaidAt ?? now, cancellation);
            // 404, 409, 422: the installment cannot be paid from the archive, which is all that matters.
            if (!answer.IsOk && answer is not { Status: 404 or 409 or 422 })
            {
                return FailureOf(answer);
            }

            feed.Holding = feed.Holding with { Marked = [.. feed.Holding.Marked, row.Ordinal], WasSent = true };
        }

        return null;
    }

    private Task<CallAnswer> Update(CancellationToken cancellation)
    {
        // Once something is paid there, the archive closes the other options by itself and accepts no update.
        var isPaidInPart = Fed().Any(row => row.ResidualCents == 0);
        if (isPaidInPart && IsPaid)
        {
            feed.Holding = feed.Holding with { Position = FeedPosition.Ended };
            return Task.FromResult(Done());
        }

        return payable.Count == 0 ? Withdraw(cancellation)
            : isPaidInPart ? Task.FromResult(Done())
            : Publish(cancellation);
    }

    private async Task<CallAnswer> Create(CancellationToken cancellation)
    {
        var position = ArchivePosition.Published(document, creditor, payable, now);
        var json = position.ToJson();
        var answer = await calls.Create(creditor.FiscalCode, json, cancellation);
        return answer.IsOk ? Published(json)
            : answer.IsConflict ? await Compare(position, json, cancellation)
            : FailureOf(answer);
    }

    private async Task<CallAnswer> Publish(CancellationToken cancellation)
    {
        var position = ArchivePosition.Published(document, creditor, payable, now);
        var json = position.ToJson();
        return feed.Holding.Position == FeedPosition.Published && !feed.IsUnsure && IsSent(json)
            ? Done()
            : await Replace(position, json, cancellation);
    }

    private async Task<CallAnswer> Replace(ArchivePosition position, byte[] json, CancellationToken cancellation)
    {
        var answer = await calls.Replace(creditor.FiscalCode, document.Row.Id, json, isPublished: true, cancellation);
        if (answer.IsOk)
        {
            return Published(json);
        }

        if (answer.IsNotFound)
        {
            // The archive was emptied, or the address is another one now.
            var created = await calls.Create(creditor.FiscalCode, json, cancellation);
            return created.IsOk ? Published(json) : FailureOf(created);
        }

        return answer.IsConflict ? await Accept(cancellation) : FailureOf(answer);
    }

    /// <summary>A position of this document, or one of its notice numbers, is already there: perhaps from an attempt whose answer was lost.</summary>
    private async Task<CallAnswer> Compare(ArchivePosition position, byte[] json, CancellationToken cancellation)
    {
        var answer = await calls.Read(creditor.FiscalCode, document.Row.Id, cancellation);
        if (answer.IsNotFound)
        {
            return Refused("notice-number-taken");
        }

        return !answer.IsOk ? FailureOf(answer)
            : ArchivedPosition.Parse(answer.Body) is not { } there ? new CallAnswer(answer.Status, "answer-not-readable")
            : !there.IsOpen ? await AcceptAsIs(there, cancellation)
            : there.IsPublished && there.HasContentOf(position) ? Published(json)
            : await Replace(position, json, cancellation);
    }

    /// <summary>The archive refuses an update because of the state of the position there.</summary>
    private async Task<CallAnswer> Accept(CancellationToken cancellation)
    {
        var answer = await calls.Read(creditor.FiscalCode, document.Row.Id, cancellation);
        return !answer.IsOk ? FailureOf(answer)
            : ArchivedPosition.Parse(answer.Body) is not { } there ? new CallAnswer(answer.Status, "answer-not-readable")
            : there.IsOpen ? new CallAnswer(StatusCodes.Status409Conflict, "update-refused")
            : await AcceptAsIs(there, cancellation);
    }

    /// <summary>Takes over a position that the archive no longer lets us replace: what is paid there in part, or has ended.</summary>
    private async Task<CallAnswer> AcceptAsIs(ArchivedPosition there, CancellationToken cancellation)
    {
        if (!there.IsPaidInPart)
        {
            feed.Holding = feed.Holding with { Position = FeedPosition.Ended, WasSent = true };
            return payable.Count > 0 && !there.IsPaid ? Refused("position-ended") : Done();
        }

        feed.Holding = feed.Holding with
        {
            Position = FeedPosition.Published,
            Fed = [.. document.Installments.Where(IsThere).Select(row => row.Ordinal)],
            WasSent = true,
        };
        if (await MarkPaid(cancellation) is { } failed)
        {
            return failed;
        }

        if (IsPaid || Fed().All(row => row.ResidualCents == 0))
        {
            feed.Holding = feed.Holding with { Position = FeedPosition.Ended };
            return Done();
        }

        return payable.Count > 0 ? Done() : Refused("paid-in-part");

        bool IsThere(InstallmentRow row) => row.NoticeNumber is { } number && there.Installments.ContainsKey(number.Value);
    }

    /// <summary>Takes the position back to a draft, which cannot be paid.</summary>
    private async Task<CallAnswer> Withdraw(CancellationToken cancellation)
    {
        var installments =
            feed.Holding.Fed.Count > 0 ? Fed() : [.. document.Installments.Where(installment => installment.NoticeNumber is not null)];
        var json = ArchivePosition.Withdrawn(document, creditor, installments, now).ToJson();
        var answer = await calls.Replace(creditor.FiscalCode, document.Row.Id, json, isPublished: false, cancellation);
        if (answer.IsOk || answer.IsNotFound)
        {
            feed.Holding = feed.Holding with
            {
                Position = answer.IsOk ? FeedPosition.Draft : FeedPosition.None,
                SentHash = null,
                WasSent = true,
            };
            return new CallAnswer(answer.Status, Error: null);
        }

        return answer.IsConflict ? await Accept(cancellation) : FailureOf(answer);
    }

    private CallAnswer Published(byte[] json)
    {
        feed.Holding = feed.Holding with
        {
            Position = FeedPosition.Published,
            SentHash = ArchivePosition.HashOf(json),
            Fed = [.. payable.Select(row => row.Ordinal)],
            Marked = [],
            WasSent = true,
        };
        return new CallAnswer(StatusCodes.Status200OK, Error: null);
    }

    private bool IsSent(byte[] json) => feed.Holding.SentHash is { } sent && sent.AsSpan().SequenceEqual(ArchivePosition.HashOf(json));

    private IReadOnlyList<InstallmentRow> Fed() => [.. document.Installments.Where(row => feed.Holding.Fed.Contains(row.Ordinal))];

    /// <summary>Nothing is left to be sent.</summary>
    private static CallAnswer Done() => new(Status: null, Error: null, WasMade: false);

    private static CallAnswer Refused(string error, int status = StatusCodes.Status409Conflict) => new(status, error, IsFinal: true);

    private CallAnswer FailureOf(ArchiveAnswer answer) =>
        answer.Status switch
        {
            null => new CallAnswer(Status: null, answer.Error),
            StatusCodes.Status401Unauthorized => Paused(answer, ArchivePause.KeyRefused, RefusedPause),
            StatusCodes.Status403Forbidden => Paused(answer, ArchivePause.OrganizationRefused, RefusedPause),
            StatusCodes.Status429TooManyRequests => Paused(answer, ArchivePause.TooManyRequests, PauseOf(answer)),
            StatusCodes.Status400BadRequest or StatusCodes.Status422UnprocessableEntity => Refused("position-refused", answer.Status.Value),
            _ => new CallAnswer(answer.Status, "not-accepted", answer.RetryAfter),
        };

    private static Duration PauseOf(ArchiveAnswer answer) =>
        answer.RetryAfter is { } asked && asked > Duration.Zero ? Duration.Min(asked, MaxPause) : UsualPause;

    private CallAnswer Paused(ArchiveAnswer answer, string reason, Duration length)
    {
        creditor.PauseUntil(now + length, reason);
        return new CallAnswer(answer.Status, reason, WasMade: false);
    }
}
