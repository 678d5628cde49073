using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Kernel;

namespace Lecce.Riscossione.Api.PaymentDocuments;

/// <summary>The statements that several verbs share: load a document, store a new one, save a change.</summary>
internal static class DocumentStore
{
    /// <summary>Loads a whole document by its id; null when there is none, or when the caller may not know of it.</summary>
    public static async Task<StoredDocument?> Load(Sql sql, Id id, Caller? caller)
    {
        var row = await sql.Row<DocumentRow>(
            $"""
            SELECT d.*
              FROM PaymentDocuments d
             WHERE d.Id = @id
               {Ownership.Of(caller, "d")}
            """,
            Ownership.Parameters(caller, new { id })
        );
        return row is null ? null : await LoadChildren(sql, row);
    }

    /// <summary>
    /// Loads a document to change it. Claiming its row first makes whoever else would change it wait, so that every row read afterwards
    /// belongs to one state of the document: on SQL Server each statement sees what was committed before that statement, not before the
    /// transaction. Null when there is none, or when the caller may not know of it.
    /// </summary>
    public static async Task<StoredDocument?> LoadToChange(Sql sql, Id id, Caller? caller)
    {
        var claimed = await sql.Execute(
            $"""
            UPDATE PaymentDocuments
               SET Version = Version + 1
             WHERE Id = @id
               {Ownership.Of(caller, "PaymentDocuments")}
            """,
            Ownership.Parameters(caller, new { id })
        );
        return claimed == 0 ? null : await Load(sql, id, caller);
    }

    /// <summary>Saves what a unit of work changed.</summary>
    /// <exception cref="ConcurrentChange">Someone else changed the document after it was loaded, which claiming it prevents.</exception>
    public static async Task Save(Sql sql, StoredDocument document)
    {
        var claimed = await sql.Execute(
            """
            UPDATE PaymentDocuments
               SET State         = @State,
                   ResidualCents = @ResidualCents,
                   UpdatedAt     = @UpdatedAt,
                   IssuedAt      = @IssuedAt,
                   MovementCount = @MovementCount,
                   TimelineCount = @TimelineCount,
                   TimelineHash  = @TimelineHash
             WHERE Id      = @Id
               AND Version = @Version
            """,
            document.Row
        );
        if (claimed == 0)
        {
            throw new ConcurrentChange();
        }

        await SaveChildren(sql, document);
        await AppendLedgers(sql, document);
    }

    /// <summary>Stores a document that did not exist.</summary>
    public static async Task Insert(Sql sql, StoredDocument document, IReadOnlyList<CoObligorRow> coObligors)
    {
        await sql.Execute(InsertDocument, document.Row);
        await sql.Execute(
            """
            INSERT INTO CoObligors (DocumentId, Ordinal, Kind, FiscalCode, FullName)
            VALUES (@DocumentId, @Ordinal, @Kind, @FiscalCode, @FullName)
            """,
            coObligors
        );
        await sql.Execute(InsertItem, document.Items);
        await sql.Execute(
            """
            INSERT INTO PaymentOptions (DocumentId, Ordinal, Kind, WithinDays, Closed, AmountCents, ReductionCents)
            VALUES (@DocumentId, @Ordinal, @Kind, @WithinDays, @Closed, @AmountCents, @ReductionCents)
            """,
            document.Options
        );
        await sql.Execute(InsertInstallment, document.Installments);
        await sql.Execute(
            """
            INSERT INTO InstallmentAllocations (DocumentId, InstallmentOrdinal, ItemOrdinal, AmountCents, ResidualCents)
            VALUES (@DocumentId, @InstallmentOrdinal, @ItemOrdinal, @AmountCents, @ResidualCents)
            """,
            document.Allocations
        );
        await AppendLedgers(sql, document);
    }

    private const string InsertDocument = """
        INSERT INTO PaymentDocuments (
            Id, OrganizationFiscalCode, DepartmentId, ExternalId, ContentHash, State, Suspended, Subject,
            DebtorKind, DebtorFiscalCode, DebtorName, DebtorStreet, DebtorCivicNumber, DebtorPostalCode, DebtorCity, DebtorProvince,
            DebtorCountry, DebtorEmail, ValidFrom, PayableUntil, PrintedOn, AmountCents, ResidualCents, CreatedAt, UpdatedAt, IssuedAt,
            Version, MovementCount, TimelineCount, TimelineHash)
        VALUES (
            @Id, @OrganizationFiscalCode, @DepartmentId, @ExternalId, @ContentHash, @State, @Suspended, @Subject,
            @DebtorKind, @DebtorFiscalCode, @DebtorName, @DebtorStreet, @DebtorCivicNumber, @DebtorPostalCode, @DebtorCity, @DebtorProvince,
            @DebtorCountry, @DebtorEmail, @ValidFrom, @PayableUntil, @PrintedOn, @AmountCents, @ResidualCents, @CreatedAt, @UpdatedAt, @IssuedAt,
            @Version, @MovementCount, @TimelineCount, @TimelineHash)
        """;

    private const string InsertItem = """
        INSERT INTO DebtItems (
            DocumentId, Ordinal, RevenueTypeId, Year, Description, AmountCents, ResidualCents,
            BeneficiaryFiscalCode, BeneficiaryName, Iban, PostalIban, TaxonomyCode, BudgetChapter)
        VALUES (
            @DocumentId, @Ordinal, @RevenueTypeId, @Year, @Description, @AmountCents, @ResidualCents,
            @BeneficiaryFiscalCode, @BeneficiaryName, @Iban, @PostalIban, @TaxonomyCode, @BudgetChapter)
        """;

    private const string InsertInstallment = """
        INSERT INTO Installments (
            DocumentId, Ordinal, OptionOrdinal, PositionInOption, OrganizationFiscalCode, NoticeNumber,
            AmountCents, ResidualCents, DueOn, PayableUntil, PaidAt)
        VALUES (
            @DocumentId, @Ordinal, @OptionOrdinal, @PositionInOption, @OrganizationFiscalCode, @NoticeNumber,
            @AmountCents, @ResidualCents, @DueOn, @PayableUntil, @PaidAt)
        """;

    private static async Task<StoredDocument> LoadChildren(Sql sql, DocumentRow row)
    {
        var id = new { row.Id };
        return new StoredDocument
        {
            Row = row,
            Items = await sql.Rows<ItemRow>(
                """
                SELECT i.*, t.Code AS RevenueTypeCode, t.Name AS RevenueTypeName, t.AllowsPartialPayment, t.DueDatesRoll
                  FROM DebtItems i
                 INNER JOIN RevenueTypes t ON t.Id = i.RevenueTypeId
                 WHERE i.DocumentId = @Id
                 ORDER BY i.Ordinal
                """,
                id
            ),
            Options = await sql.Rows<OptionRow>("SELECT * FROM PaymentOptions WHERE DocumentId = @Id ORDER BY Ordinal", id),
            Installments = await sql.Rows<InstallmentRow>("SELECT * FROM Installments WHERE DocumentId = @Id ORDER BY Ordinal", id),
            Allocations = await sql.Rows<AllocationRow>(
                "SELECT * FROM InstallmentAllocations WHERE DocumentId = @Id ORDER BY InstallmentOrdinal, ItemOrdinal",
                id
            ),
        };
    }

    private static async Task SaveChildren(Sql sql, StoredDocument document)
    {
        await sql.Execute(
            """
            UPDATE DebtItems
               SET ResidualCents = @ResidualCents
             WHERE DocumentId = @DocumentId
               AND Ordinal    = @Ordinal
            """,
            document.Items.Where(document.IsChanged)
        );
        await sql.Execute(
            """
            UPDATE PaymentOptions
               SET Closed = @Closed
             WHERE DocumentId = @DocumentId
               AND Ordinal    = @Ordinal
            """,
            document.Options.Where(document.IsChanged)
        );
        await sql.Execute(
            """
            UPDATE Installments
               SET NoticeNumber  = @NoticeNumber,
                   ResidualCents = @ResidualCents,
                   DueOn         = @DueOn,
                   PayableUntil  = @PayableUntil,
                   PaidAt        = @PaidAt
             WHERE DocumentId = @DocumentId
               AND Ordinal    = @Ordinal
            """,
            document.Installments.Where(document.IsChanged)
        );
        await sql.Execute(
            """
            UPDATE InstallmentAllocations
               SET ResidualCents = @ResidualCents
             WHERE DocumentId         = @DocumentId
               AND InstallmentOrdinal = @InstallmentOrdinal
               AND ItemOrdinal        = @ItemOrdinal
            """,
            document.Allocations.Where(document.IsChanged)
        );
    }

    private static async Task AppendLedgers(Sql sql, StoredDocument document)
    {
        await sql.Execute(
            """
            INSERT INTO Movements (
                DocumentId, Ordinal, ItemOrdinal, Kind, AmountCents, InstallmentOrdinal, PaymentId, Actor, Reason, RecordedAt)
            VALUES (
                @DocumentId, @Ordinal, @ItemOrdinal, @Kind, @AmountCents, @InstallmentOrdinal, @PaymentId, @Actor, @Reason, @RecordedAt)
            """,
            document.NewMovements
        );
        await sql.Execute(
            """
            INSERT INTO TimelineEvents (DocumentId, Ordinal, Type, Actor, OccurredAt, Data, Hash)
            VALUES (@DocumentId, @Ordinal, @Type, @Actor, @OccurredAt, @Data, @Hash)
            """,
            document.NewTimeline
        );
        document.NewMovements.Clear();
        document.NewTimeline.Clear();
    }
}
