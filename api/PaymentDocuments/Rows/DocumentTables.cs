using Lecce.Riscossione.Api.Data.Rows;

namespace Lecce.Riscossione.Api.PaymentDocuments.Rows;

/// <summary>The tables of documents: how their rows are inserted and updated, one or thousands at a time.</summary>
internal static class DocumentTables
{
    public static readonly BulkTable<DocumentRow> Documents = new BulkTable<DocumentRow>("PaymentDocuments")
        .Code("Id", row => row.Id)
        .Code("OrganizationFiscalCode", row => row.OrganizationFiscalCode)
        .Code("DepartmentId", row => row.DepartmentId)
        .Code("ExternalId", row => row.ExternalId)
        .Bytes("ContentHash", row => row.ContentHash)
        .Code("ReplacedById", row => row.ReplacedById)
        .Code("LoadId", row => row.LoadId)
        .Code("Origin", row => row.Origin)
        .Code("State", row => row.State)
        .Code("CancellationKind", row => row.CancellationKind)
        .Flag("Suspended", row => row.Suspended)
        .Text("Subject", row => row.Subject)
        .Code("DebtorKind", row => row.DebtorKind)
        .Code("DebtorFiscalCode", row => row.DebtorFiscalCode)
        .Code("DebtorForeignId", row => row.DebtorForeignId)
        .Code("DebtorForeignCountry", row => row.DebtorForeignCountry)
        .Text("DebtorName", row => row.DebtorName)
        .Text("DebtorStreet", row => row.DebtorStreet)
        .Text("DebtorCivicNumber", row => row.DebtorCivicNumber)
        .Text("DebtorPostalCode", row => row.DebtorPostalCode)
        .Text("DebtorCity", row => row.DebtorCity)
        .Text("DebtorProvince", row => row.DebtorProvince)
        .Code("DebtorCountry", row => row.DebtorCountry)
        .Text("DebtorEmail", row => row.DebtorEmail)
        .Text("Metadata", row => row.Metadata)
        .Day("ValidFrom", row => row.ValidFrom)
        .Day("PayableUntil", row => row.PayableUntil)
        .Day("PrintedOn", row => row.PrintedOn)
        .Number("AmountCents", row => row.AmountCents)
        .Number("ResidualCents", row => row.ResidualCents)
        .Moment("CreatedAt", row => row.CreatedAt)
        .Moment("UpdatedAt", row => row.UpdatedAt)
        .Moment("IssuedAt", row => row.IssuedAt)
        .Number("Version", row => row.Version)
        .Number("MovementCount", row => row.MovementCount)
        .Number("TimelineCount", row => row.TimelineCount)
        .Bytes("TimelineHash", row => row.TimelineHash);

    public static readonly BulkTable<CoObligorRow> CoObligors = new BulkTable<CoObligorRow>("CoObligors")
        .Code("DocumentId", row => row.DocumentId)
        .Number("Ordinal", row => row.Ordinal)
        .Code("Kind", row => row.Kind)
        .Code("FiscalCode", row => row.FiscalCode)
        .Code("ForeignId", row => row.ForeignId)
        .Code("ForeignCountry", row => row.ForeignCountry)
        .Text("FullName", row => row.FullName);

    public static readonly BulkTable<ItemRow> Items = new BulkTable<ItemRow>("DebtItems")
        .Code("DocumentId", row => row.DocumentId)
        .Number("Ordinal", row => row.Ordinal)
        .Code("RevenueTypeId", row => row.RevenueTypeId)
        .Number("Year", row => row.Year)
        .Text("Description", row => row.Description)
        .Number("AmountCents", row => row.AmountCents)
        .Number("ResidualCents", row => row.ResidualCents)
        .Code("BeneficiaryFiscalCode", row => row.BeneficiaryFiscalCode)
        .Text("BeneficiaryName", row => row.BeneficiaryName)
        .Code("Iban", row => row.Iban)
        .Code("PostalIban", row => row.PostalIban)
        .Code("StampHash", row => row.StampHash)
        .Code("StampProvince", row => row.StampProvince)
        .Code("StampClaim", row => row.StampClaim)
        .Code("TaxonomyCode", row => row.TaxonomyCode)
        .Text("BudgetChapter", row => row.BudgetChapter)
        .Text("Metadata", row => row.Metadata);

    public static readonly BulkTable<OptionRow> Options = new BulkTable<OptionRow>("PaymentOptions")
        .Code("DocumentId", row => row.DocumentId)
        .Number("Ordinal", row => row.Ordinal)
        .Code("Kind", row => row.Kind)
        .Number("WithinDays", row => row.WithinDays)
        .Flag("Closed", row => row.Closed)
        .Code("ClosedByPaymentId", row => row.ClosedByPaymentId)
        .Number("AmountCents", row => row.AmountCents)
        .Number("ReductionCents", row => row.ReductionCents);

    public static readonly BulkTable<InstallmentRow> Installments = new BulkTable<InstallmentRow>("Installments")
        .Code("DocumentId", row => row.DocumentId)
        .Number("Ordinal", row => row.Ordinal)
        .Number("OptionOrdinal", row => row.OptionOrdinal)
        .Number("PositionInOption", row => row.PositionInOption)
        .Code("OrganizationFiscalCode", row => row.OrganizationFiscalCode)
        .Code("NoticeNumber", row => row.NoticeNumber)
        .Number("AmountCents", row => row.AmountCents)
        .Number("ResidualCents", row => row.ResidualCents)
        .Day("DueOn", row => row.DueOn)
        .Day("PayableUntil", row => row.PayableUntil)
        .Moment("PaidAt", row => row.PaidAt);

    public static readonly BulkTable<AllocationRow> Allocations = new BulkTable<AllocationRow>("InstallmentAllocations")
        .Code("DocumentId", row => row.DocumentId)
        .Number("InstallmentOrdinal", row => row.InstallmentOrdinal)
        .Number("ItemOrdinal", row => row.ItemOrdinal)
        .Number("AmountCents", row => row.AmountCents)
        .Number("ResidualCents", row => row.ResidualCents);

    public static readonly BulkTable<MovementRow> Movements = new BulkTable<MovementRow>("Movements")
        .Code("DocumentId", row => row.DocumentId)
        .Number("Ordinal", row => row.Ordinal)
        .Number("ItemOrdinal", row => row.ItemOrdinal)
        .Code("Kind", row => row.Kind)
        .Number("AmountCents", row => row.AmountCents)
        .Number("InstallmentOrdinal", row => row.InstallmentOrdinal)
        .Code("PaymentId", row => row.PaymentId)
        .Code("Actor", row => row.Actor)
        .Text("Reason", row => row.Reason)
        .Day("EffectiveOn", row => row.EffectiveOn)
        .Moment("RecordedAt", row => row.RecordedAt);

    /// <summary>The columns that a unit of work may change of a claimed document. A follower of changes has not read the new version.</summary>
    public static readonly BulkTable<DocumentRow> ChangedDocuments = new BulkTable<DocumentRow>("PaymentDocuments")
        .Code("Id", row => row.Id)
        .Number("Version", row => row.Version)
        .Key()
        .Number("Version", row => row.Version + 1)
        .Number("ReadVersion", _ => null)
        .Code("State", row => row.State)
        .Code("CancellationKind", row => row.CancellationKind)
        .Flag("Suspended", row => row.Suspended)
        .Number("SuspensionOrdinal", row => row.SuspensionOrdinal)
        .Day("SuspendedFrom", row => row.SuspendedFrom)
        .Day("SuspendedUntil", row => row.SuspendedUntil)
        .Code("ReplacedById", row => row.ReplacedById)
        .Code("LoadId", row => row.LoadId)
        .Number("ResidualCents", row => row.ResidualCents)
        .Moment("UpdatedAt", row => row.UpdatedAt)
        .Moment("IssuedAt", row => row.IssuedAt)
        .Number("CommandCount", row => row.CommandCount)
        .Number("MovementCount", row => row.MovementCount)
        .Number("TimelineCount", row => row.TimelineCount)
        .Bytes("TimelineHash", row => row.TimelineHash);

    /// <summary>The columns that change when only the timeline of a document grows.</summary>
    public static readonly BulkTable<DocumentRow> NotedDocuments = new BulkTable<DocumentRow>("PaymentDocuments")
        .Code("Id", row => row.Id)
        .Number("Version", row => row.Version)
        .Key()
        .Number("Version", row => row.Version + 1)
        .Number("TimelineCount", row => row.TimelineCount)
        .Bytes("TimelineHash", row => row.TimelineHash);

    /// <summary>The columns of an item that change.</summary>
    public static readonly BulkTable<ItemRow> ChangedItems = new BulkTable<ItemRow>("DebtItems")
        .Code("DocumentId", row => row.DocumentId)
        .Number("Ordinal", row => row.Ordinal)
        .Key()
        .Number("ResidualCents", row => row.ResidualCents);

    /// <summary>The column of a stamp that changes.</summary>
    public static readonly BulkTable<ItemRow> ChangedStamps = new BulkTable<ItemRow>("DebtItems")
        .Code("DocumentId", row => row.DocumentId)
        .Number("Ordinal", row => row.Ordinal)
        .Key()
        .Code("StampClaim", row => row.StampClaim);

    /// <summary>The columns of an option that change.</summary>
    public static readonly BulkTable<OptionRow> ChangedOptions = new BulkTable<OptionRow>("PaymentOptions")
        .Code("DocumentId", row => row.DocumentId)
        .Number("Ordinal", row => row.Ordinal)
        .Key()
        .Flag("Closed", row => row.Closed)
        .Code("ClosedByPaymentId", row => row.ClosedByPaymentId);

    /// <summary>The columns of an installment that change.</summary>
    public static readonly BulkTable<InstallmentRow> ChangedInstallments = new BulkTable<InstallmentRow>("Installments")
        .Code("DocumentId", row => row.DocumentId)
        .Number("Ordinal", row => row.Ordinal)
        .Key()
        .Code("NoticeNumber", row => row.NoticeNumber)
        .Number("ResidualCents", row => row.ResidualCents)
        .Day("DueOn", row => row.DueOn)
        .Day("PayableUntil", row => row.PayableUntil)
        .Moment("PaidAt", row => row.PaidAt);

    /// <summary>The columns of an allocation that change.</summary>
    public static readonly BulkTable<AllocationRow> ChangedAllocations = new BulkTable<AllocationRow>("InstallmentAllocations")
        .Code("DocumentId", row => row.DocumentId)
        .Number("InstallmentOrdinal", row => row.InstallmentOrdinal)
        .Number("ItemOrdinal", row => row.ItemOrdinal)
        .Key()
        .Number("ResidualCents", row => row.ResidualCents)
        .Code("Iban", row => row.Iban)
        .Code("PostalIban", row => row.PostalIban);
}
