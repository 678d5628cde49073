using System.Runtime.ExceptionServices;
using System.Security.Cryptography;
using System.Text;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.Payments;
using NodaTime;

namespace Lecce.Riscossione.Api.Channels.PagoPa;

/// <summary>
/// paSendRT and paSendRTV2. A receipt proves money that is already on its way: it cannot be refused because of the state of a debt. Its
/// bytes are stored as they came, in the transaction that records the payment; receipts that come at once share one. If recording fails
/// for an unforeseen reason, the bytes are stored alone and <see cref="RecordPendingReceipts"/> retries, so that the
/// answer stays true.
/// </summary>
internal sealed partial class ReceiveReceipt
{
    private const int MaxTogether = 128;
    private const int MaxKeyLength = 255;

    // No payment is older than pagoPA and its predecessors; clocks and time zones explain at most one day in the future.
    private static readonly Instant EarliestPaidAt = Instant.FromUtc(2000, 1, 1, 0, 0);
    private static readonly Duration LatestAhead = Duration.FromDays(1);

    private readonly Db db;
    private readonly IClock clock;
    private readonly ILogger<ReceiveReceipt> logger;
    private readonly GroupBatcher<Arrival, Outcome> batcher;

    public ReceiveReceipt(Db db, IClock clock, ILogger<ReceiveReceipt> logger)
    {
        (this.db, this.clock, this.logger) = (db, clock, logger);
        batcher = new GroupBatcher<Arrival, Outcome>(MaxTogether, RecordTogether);
    }

    /// <summary>Stores and records a receipt; returns once that is durable.</summary>
    /// <exception cref="NodeRefusal">The creditor is not ours, or the receipt came before.</exception>
    public async Task Handle(ReceiptRequest request, NodeBody body, CancellationToken cancellation)
    {
        var organization = request.To.Creditor;
        var arrival = new Arrival(request, RowOf(request, organization, body, clock.GetCurrentInstant()), body.Bytes);
        try
        {
            var outcome = await batcher.Do(arrival).WaitAsync(cancellation);
            outcome.Failure?.Throw();
        }
        catch (Exception failure) when (failure is not (NodeRefusal or OperationCanceledException))
        {
            await StoreAfter(failure, arrival, cancellation);
        }
    }

    private async Task StoreAfter(Exception failure, Arrival arrival, CancellationToken cancellation)
    {
        NodeRefusal? refusal;
        try
        {
            refusal = await db.Transact(sql => StoreOnly(sql, arrival), cancellation);
        }
        catch (Exception later) when (later is not OperationCanceledException)
        {
            StoringFailed(logger, arrival.Row.Id.Value, failure.GetType().Name, later.GetType().Name);
            throw;
        }

        if (refusal is not null)
        {
            throw refusal;
        }

        RecordingFailed(logger, failure, arrival.Row.Id.Value);
        NodeMeter.CountReceipt(ReceiptState.Pending);
    }

    /// <summary>Records the payment of a stored receipt.</summary>
    public static Task<RecordedPayment> Record(Sql sql, FiscalCode organization, ReceiptData receipt, Instant now) =>
        RecordPayment.Record(sql, PaymentOf(organization, receipt, now), now);

    /// <summary>False for the receipt of a payment that failed, or of nothing at all.</summary>
    public static bool TellsOfMoney(ReceiptData receipt) => receipt is { OutcomeOk: true, PaymentAmountCents: > 0 };

    /// <summary>The transfers of a receipt, as rows.</summary>
    public static IReadOnlyList<ReceiptTransferRow> TransfersOf(Id receiptId, ReceiptData receipt) =>
        [
            .. receipt.Transfers.Select(
                (transfer, index) =>
                    new ReceiptTransferRow
                    {
                        ReceiptId = receiptId,
                        Ordinal = index + 1,
                        Number = transfer.Id,
                        AmountCents = transfer.AmountCents,
                        BeneficiaryFiscalCode = transfer.FiscalCodePa,
                        Iban = transfer.Iban,
                        Stamp = transfer.Stamp,
                        Remittance = transfer.Remittance,
                        Category = transfer.Category,
                    }
            ),
        ];

    /// <summary>
    /// Records what arrived at once in one transaction. When that fails, and not because the database is away, each is tried by itself, so
    /// that one cannot spoil it for the others.
    /// </summary>
    private async Task<IReadOnlyList<Outcome>> RecordTogether(IReadOnlyList<Arrival> arrivals)
    {
        try
        {
            var outcomes = await db.Transact(sql => StoreAndRecord(sql, arrivals, clock.GetCurrentInstant()), CancellationToken.None);
            Count(outcomes);
            return outcomes;
        }
        catch (Exception failure) when (arrivals.Count > 1 && !db.Dialect.IsOutage(failure))
        {
            var outcomes = new List<Outcome>(arrivals.Count);
            foreach (var arrival in arrivals)
            {
                outcomes.Add(await RecordAlone(arrival));
            }

            return outcomes;
        }
    }

    private async Task<Outcome> RecordAlone(Arrival arrival)
    {
        try
        {
            return (await RecordTogether([arrival]))[0];
        }
#pragma warning disable CA1031 // It is thrown again to the sender of this receipt.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            return Outcome.Of(failure);
        }
    }

    private static void Count(IReadOnlyList<Outcome> outcomes)
    {
        foreach (var outcome in outcomes.Where(outcome => outcome.Failure is null))
        {
            PaymentMeter.Count(outcome.Recorded);
            NodeMeter.CountReceipt(outcome.Recorded is null ? ReceiptState.NotPaid : ReceiptState.Recorded);
        }
    }

    private static async Task<IReadOnlyList<Outcome>> StoreAndRecord(Sql sql, IReadOnlyList<Arrival> arrivals, Instant now)
    {
        var refusals = await ReceiptAddress.FindRefusals(sql, arrivals);
        await KeepLate(sql, refusals);
        var accepted = arrivals.Where(arrival => !refusals.ContainsKey(arrival)).ToList();
        var paying = accepted.Where(arrival => TellsOfMoney(arrival.Request.Receipt)).ToList();
        var payments = paying.Select(arrival => PaymentOf(arrival.Row.OrganizationFiscalCode, arrival.Request.Receipt, now));
        var recorded = paying
            .Zip(await RecordPayment.Record(sql, [.. payments], now))
            .ToDictionary(pair => pair.First, pair => pair.Second);
        await Receipts.Store(
            sql,
            [
                .. accepted.Select(arrival => new NewReceipt(
                    Settled(arrival.Row, recorded.GetValueOrDefault(arrival)),
                    arrival.Message,
                    TransfersOf(arrival.Row.Id, arrival.Request.Receipt)
                )),
            ]
        );
        return
        [
            .. arrivals.Select(arrival =>
                refusals.TryGetValue(arrival, out var refusal) ? Outcome.Of(refusal) : new Outcome(recorded.GetValueOrDefault(arrival))
            ),
        ];
    }

    private static ReceiptRow Settled(ReceiptRow row, RecordedPayment? recorded) =>
        recorded is null
            ? row with
            {
                State = ReceiptState.NotPaid,
            }
            : row with
            {
                State = ReceiptState.Recorded,
                PaymentId = recorded.Payment.Id,
                DepartmentId = recorded.Payment.DepartmentId,
            };

    /// <summary>Stores the bytes alone; gives why they are refused.</summary>
    private static async Task<NodeRefusal?> StoreOnly(Sql sql, Arrival arrival)
    {
        var refusals = await ReceiptAddress.FindRefusals(sql, [arrival]);
        if (refusals.TryGetValue(arrival, out var refusal))
        {
            await KeepLate(sql, refusals);
            return refusal;
        }

        await Receipts.Store(sql, [new NewReceipt(arrival.Row with { State = ReceiptState.Pending }, arrival.Message, Transfers: null)]);
        return null;
    }

    /// <summary>Keeps the receipts that had been recovered before they came. They are refused like any other that is stored already.</summary>
    private static async Task KeepLate(Sql sql, IReadOnlyDictionary<Arrival, NodeRefusal> refusals)
    {
        foreach (var (arrival, refusal) in refusals)
        {
            if (refusal.Fault == PaaFault.ReceiptAlreadyReceived && await LateReceipts.Keep(sql, arrival.Row, arrival.Message) > 0)
            {
                await LateReceipts.AddStamps(sql, arrival.Row, TransfersOf(arrival.Row.Id, arrival.Request.Receipt));
            }
        }
    }

    /// <summary>The payment that a receipt proves.</summary>
    public static IncomingPayment PaymentOf(FiscalCode organization, ReceiptData receipt, Instant now)
    {
        var isCopy = receipt.FiscalCode != organization.Value;
        return new IncomingPayment
        {
            Organization = organization,
            Channel = Channel.PagoPa,
            Origin = PaymentOrigin.Receipt,
            ChannelPaymentId = KeyOf(receipt),
            NoticeNumber = receipt.NoticeNumber,
            AmountCents = isCopy ? ShareOf(receipt, organization) : receipt.PaymentAmountCents,
            PaidAt = PaidAtOf(receipt, now),
            PspName = WireText.Clean(receipt.Psp.CompanyName, 70),
            StandIn = receipt.StandIn,
            Actor = Channel.PagoPa,
            UnmatchedReason = isCopy ? UnmatchedReason.BeneficiaryCopy : null,
        };
    }

    /// <summary>The receipt's date of payment, or now when that date is impossible. The raw receipt keeps its own date.</summary>
    private static Instant PaidAtOf(ReceiptData receipt, Instant now) =>
        receipt.PaymentDateTime is { } stated && stated >= EarliestPaidAt && stated <= now + LatestAhead ? stated : now;

    /// <summary>
    /// The name under which a receipt is recorded once: its own, or the hash of it where a sender made one that is empty, endless or beyond
    /// printable ASCII, which the schema allows and no index keeps apart safely.
    /// </summary>
    public static string KeyOf(ReceiptData receipt) =>
        receipt.ReceiptId is { Length: >= 1 and <= MaxKeyLength } id && id.All(letter => letter is >= '!' and <= '~')
            ? id
            : $"sha256:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(receipt.ReceiptId)))}";

    private static ReceiptRow RowOf(ReceiptRequest request, FiscalCode organization, NodeBody body, Instant now) =>
        new()
        {
            Id = Id.New(now),
            OrganizationFiscalCode = organization,
            Channel = Channel.PagoPa,
            ReceiptId = KeyOf(request.Receipt),
            NoticeNumber = request.Receipt.NoticeNumber,
            Format = request.Version == 2 ? ReceiptFormat.PagoPaV2 : ReceiptFormat.PagoPaV1,
            ContentType = NodeCharset.Of(body.Bytes, body.ContentType).StoredType,
            ContentHash = SHA256.HashData(body.Bytes),
            ReceivedAt = now,
        };

    /// <summary>The cents of an organization: another beneficiary than the creditor gets the receipt of the whole payment, and its own transfers.</summary>
    private static long ShareOf(ReceiptData receipt, FiscalCode organization) =>
        receipt.Transfers.Where(transfer => transfer.FiscalCodePa == organization.Value).Sum(transfer => transfer.AmountCents)
            is > 0
                and var own
            ? own
            : receipt.PaymentAmountCents;

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "Receipt {Id} could not be stored and the Node is asked to send it again: {Failure}, then {LaterFailure}"
    )]
    private static partial void StoringFailed(ILogger logger, string id, string failure, string laterFailure);

    [LoggerMessage(Level = LogLevel.Error, Message = "Receipt {Id} is stored but its payment could not be recorded yet")]
    private static partial void RecordingFailed(ILogger logger, Exception failure, string id);

    /// <summary>The outcome of a receipt.</summary>
    /// <param name="Recorded">Its payment; null when it proves none.</param>
    /// <param name="Failure">Why it was not stored; null when it was.</param>
    private sealed record Outcome(RecordedPayment? Recorded, ExceptionDispatchInfo? Failure = null)
    {
        public static Outcome Of(Exception failure) => new(Recorded: null, ExceptionDispatchInfo.Capture(failure));
    }
}

/// <summary>A receipt that has just come.</summary>
internal sealed record Arrival(ReceiptRequest Request, ReceiptRow Row, byte[] Message);
