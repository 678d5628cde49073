using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Migrations;
using Lecce.Riscossione.Tests.Channels.PagoPa;
using Lecce.Riscossione.Tests.Host;
using NodaTime;

namespace Lecce.Riscossione.Tests.Data;

/// <summary>
/// A database of an earlier schema: a document of two items and two options, a payment that paid both installments of the second option and
/// closed the first, a second payment that came in vain, and what belongs to them.
/// </summary>
internal static class OldDatabase
{
    /// <summary>The last step of the schema before payments were applied by lines.</summary>
    public const long WithoutApplications = 202611280503;

    /// <summary>23:30 of the day before in UTC, half past midnight of this day in Rome.</summary>
    public static readonly LocalDate ChargedOn = new(2026, 2, 1);

    /// <summary>22:30 of the day before in UTC, half past midnight of this day in Rome.</summary>
    public static readonly LocalDate PaidOn = new(2026, 7, 1);

    private static readonly Instant ChargedAt = Instant.FromUtc(2026, 1, 31, 23, 30);
    private static readonly Instant PaidAt = Instant.FromUtc(2026, 6, 30, 22, 30);
    private static readonly Instant RecordedAt = Instant.FromUtc(2026, 7, 2, 10, 0);

    public static Id Document { get; } = Id.New(ChargedAt);

    public static Id Payment { get; } = Id.New(RecordedAt);

    public static Id Duplicate { get; } = Id.New(RecordedAt + Duration.FromSeconds(1));

    public static Id Receipt { get; } = Id.New(RecordedAt);

    public static Id FailedReceipt { get; } = Id.New(RecordedAt + Duration.FromSeconds(1));

    /// <summary>Its bytes are no receipt.</summary>
    public static Id BrokenReceipt { get; } = Id.New(RecordedAt + Duration.FromSeconds(2));

    /// <summary>Makes the database, with the schema of that time and the rows.</summary>
    public static async Task Make(TestDatabase database)
    {
        DapperTypes.Register();
        await using var dialect = database.Dialect();
        await using (await dialect.BeginSetup(CancellationToken.None))
        {
            if (!database.IsSqlServer)
            {
                await File.WriteAllBytesAsync(Path.Combine(database.DataDirectory, "riscossione.db"), []);
            }

            Migrator.MigrateUp(dialect.ConnectionString, dialect.IsSqlServer, WithoutApplications);
        }

        await new Db(dialect).Transact(Fill, CancellationToken.None);
    }

    private static Task Fill(Sql sql) =>
        sql.Execute(
            """
            INSERT INTO Organizations
                (FiscalCode, Name, SegregationCode, BrokerFiscalCode, StationId, DefaultDueDays, CreatedAt, UpdatedAt)
            VALUES ('80008510754', 'Comune di Prova', '47', '80008510754', 'STAZIONE', 30, @chargedAt, @chargedAt);
            INSERT INTO Departments (Id, OrganizationFiscalCode, Code, Name, CreatedAt, UpdatedAt)
            VALUES (@department, '80008510754', 'TRIBUTI', 'Tributi', @chargedAt, @chargedAt);
            INSERT INTO RevenueTypes
                (Id, OrganizationFiscalCode, Code, Name, Category, TaxonomyCode, Iban, DueDatesRoll, AllowsPartialPayment,
                 AllowsSpontaneousPayment, RetentionYears, CreatedAt, UpdatedAt)
            VALUES
                (@revenueType, '80008510754', 'TARI', 'Rifiuti', 'tax', '9/0101101IM/', 'IT60X0542811101000000123456', 1, 0, 0, 10,
                 @chargedAt, @chargedAt);
            INSERT INTO PaymentDocuments
                (Id, OrganizationFiscalCode, DepartmentId, ExternalId, ContentHash, State, Suspended, Subject, DebtorKind, DebtorFiscalCode,
                 DebtorName, AmountCents, ResidualCents, CreatedAt, UpdatedAt, IssuedAt, Version, MovementCount, TimelineCount, TimelineHash)
            VALUES
                (@Document, '80008510754', @department, 'TARI-1', @hash, 'paid', 0, 'TARI', 'F', 'RSSMRA45C12F205C',
                 'Mario Rossi', 10000, 0, @chargedAt, @recordedAt, @chargedAt, 2, 6, 0, @hash);
            INSERT INTO CoObligors (DocumentId, Ordinal, Kind, FiscalCode, FullName)
            VALUES (@Document, 1, 'G', '12345678903', 'Prova S.r.l.');
            INSERT INTO DebtItems
                (DocumentId, Ordinal, RevenueTypeId, Year, Description, AmountCents, ResidualCents, BeneficiaryFiscalCode, BeneficiaryName,
                 Iban, TaxonomyCode)
            VALUES
                (@Document, 1, @revenueType, 2026, 'TARI', 7000, 0, '80008510754', 'Comune di Prova', 'IT60X0542811101000000123456', '9/0101101IM/'),
                (@Document, 2, @revenueType, 2025, 'TARI', 3000, 0, '80008510754', 'Comune di Prova', 'IT60X0542811101000000123456', '9/0101101IM/');
            INSERT INTO PaymentOptions (DocumentId, Ordinal, Kind, Closed, AmountCents, ReductionCents)
            VALUES (@Document, 1, 'single', 1, 10000, 0), (@Document, 2, 'installments', 0, 10000, 0);
            INSERT INTO Installments
                (DocumentId, Ordinal, OptionOrdinal, PositionInOption, OrganizationFiscalCode, AmountCents, ResidualCents, PaidAt)
            VALUES
                (@Document, 1, 1, 1, '80008510754', 10000, 10000, NULL),
                (@Document, 2, 2, 1, '80008510754', 5000, 0, @paidAt),
                (@Document, 3, 2, 2, '80008510754', 5000, 0, @paidAt);
            INSERT INTO Payments
                (Id, OrganizationFiscalCode, DepartmentId, Channel, ChannelPaymentId, DocumentId, InstallmentOrdinal, AmountCents, AppliedCents,
                 Outcome, PaidAt, RecordedAt, Actor)
            VALUES
                (@Payment, '80008510754', @department, 'pagopa', 'rt-1', @Document, 2, 10500, 10000, 'excess', @paidAt, @recordedAt, 'pagopa'),
                (@Duplicate, '80008510754', @department, 'counter', 'c-1', @Document, 1, 10000, 0, 'duplicate', @paidAt, @recordedAt, 'key');
            INSERT INTO Movements (DocumentId, Ordinal, ItemOrdinal, Kind, AmountCents, InstallmentOrdinal, PaymentId, Actor, RecordedAt)
            VALUES
                (@Document, 1, 1, 'charge', 7000, NULL, NULL, 'key', @chargedAt),
                (@Document, 2, 2, 'charge', 3000, NULL, NULL, 'key', @chargedAt),
                (@Document, 3, 1, 'payment', -3500, 2, @Payment, 'pagopa', @recordedAt),
                (@Document, 4, 2, 'payment', -1500, 2, @Payment, 'pagopa', @recordedAt),
                (@Document, 5, 1, 'payment', -3500, 3, @Payment, 'pagopa', @recordedAt),
                (@Document, 6, 2, 'payment', -1500, 3, @Payment, 'pagopa', @recordedAt);
            INSERT INTO Receipts
                (Id, OrganizationFiscalCode, DepartmentId, PaymentId, Channel, ReceiptId, Format, State, ContentType, Content, ContentHash, ReceivedAt)
            VALUES
                (@Receipt, '80008510754', @department, @Payment, 'pagopa', 'rt-1', 'pagopa-rt-v2', 'recorded', 'text/xml; charset=utf-8', @v2, @hash,
                 @recordedAt),
                (@FailedReceipt, '80008510754', NULL, NULL, 'pagopa', 'rt-2', 'pagopa-rt-v1', 'not-paid', 'text/xml; charset=utf-8', @v1, @hash,
                 @recordedAt),
                (@BrokenReceipt, '80008510754', NULL, NULL, 'pagopa', 'rt-3', 'pagopa-rt-v1', 'not-paid', 'text/xml; charset=utf-8', @hash, @hash,
                 @recordedAt);
            INSERT INTO Events (Id, OrganizationFiscalCode, DepartmentId, Type, OccurredAt, Data)
            VALUES (@Payment, '80008510754', @department, 'payment.recorded', @recordedAt, '{}');
            INSERT INTO WebhookEndpoints
                (Id, OrganizationFiscalCode, Url, EventTypes, ProtectedSecret, Enabled, CreatedAt, UpdatedAt)
            VALUES (@endpoint, '80008510754', 'https://example.it/', ' * ', @hash, 1, @chargedAt, @chargedAt);
            INSERT INTO WebhookDeliveries (EndpointId, EventId, State, Attempts, NextAttemptAt)
            VALUES (@endpoint, @Payment, 'pending', 0, @recordedAt);
            INSERT INTO BulkLoads
                (Id, OrganizationFiscalCode, DepartmentId, Format, Mode, Action, State, Actor, ReceivedBytes, ReceivedRows, NextLine, FinishedLine,
                 NextCounter, EndCounter, RowsRead, Issued, Unchanged, Replaced, Cancelled, Rejected, CreatedAt, UpdatedAt)
            VALUES
                (@load, '80008510754', @department, 'csv', 'atomic', 'issue', 'completed', 'key', 1, 1, 1, 1, 0, 0, 1, 1, 0, 0, 0, 0,
                 @chargedAt, @chargedAt)
            """,
            new
            {
                Document,
                Payment,
                Duplicate,
                Receipt,
                FailedReceipt,
                BrokenReceipt,
                department = Id.New(ChargedAt),
                revenueType = Id.New(ChargedAt),
                endpoint = Id.New(ChargedAt),
                load = Id.New(ChargedAt),
                chargedAt = ChargedAt,
                paidAt = PaidAt,
                recordedAt = RecordedAt,
                hash = new byte[32],
                v1 = NodeMessages.Bytes(NodeMessages.Receipt),
                v2 = NodeMessages.Bytes(NodeMessages.ReceiptV2),
            }
        );
}
