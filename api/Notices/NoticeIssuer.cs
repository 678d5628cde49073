using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.Pdf;

namespace Lecce.Riscossione.Api.Notices;

/// <summary>The organization and department that issue a notice.</summary>
internal sealed record NoticeIssuer
{
    public required FiscalCode FiscalCode { get; init; }
    public required string Name { get; init; }

    /// <summary>The organization's sector; otherwise the department.</summary>
    public string? Sector { get; init; }
    public IReadOnlyList<string> ContactLines { get; init; } = [];
    public string? CbillCode { get; init; }
    public string? SecondLanguage { get; init; }
    public PdfImage? Logo { get; init; }
    public IReadOnlyList<PostalAccount> PostalAccounts { get; init; } = [];

    /// <summary>Reads the issuer of a department's documents; a payment without a debt has no department.</summary>
    public static async Task<NoticeIssuer> Find(Sql sql, FiscalCode organization, Id? departmentId)
    {
        var row =
            await sql.Row<Row>(
                """
                SELECT o.Name, o.Sector, o.ContactLines, o.CbillCode, o.SecondLanguage, d.Name AS DepartmentName,
                       l.Content AS Logo
                  FROM Organizations o
                  LEFT JOIN Departments d       ON d.OrganizationFiscalCode = o.FiscalCode AND d.Id = @departmentId
                  LEFT JOIN OrganizationLogos l ON l.OrganizationFiscalCode = o.FiscalCode
                 WHERE o.FiscalCode = @organization
                """,
                new { organization, departmentId }
            ) ?? throw new InvalidOperationException("A document has an organization.");
        var accounts = await sql.Rows<PostalAccount>(
            """
            SELECT Iban, PostalHolder, PostalAuthorization
              FROM BankAccounts
             WHERE OrganizationFiscalCode = @organization
               AND PostalAuthorization IS NOT NULL
            """,
            new { organization }
        );
        return new NoticeIssuer
        {
            FiscalCode = organization,
            Name = row.Name,
            Sector = row.Sector ?? row.DepartmentName,
            ContactLines = row.ContactLines?.Split('\n') ?? [],
            CbillCode = row.CbillCode,
            SecondLanguage = row.SecondLanguage,
            Logo = PdfImage.TryRead(row.Logo, out var logo) ? logo : null,
            PostalAccounts = accounts,
        };
    }

    private sealed record Row
    {
        public string Name { get; init; } = "";
        public string? Sector { get; init; }
        public string? ContactLines { get; init; }
        public string? CbillCode { get; init; }
        public string? SecondLanguage { get; init; }
        public string? DepartmentName { get; init; }
        public byte[]? Logo { get; init; }
    }
}

/// <summary>A postal account with an authorization to print bulletins.</summary>
internal sealed record PostalAccount
{
    private const int NumberStart = 15;

    public Iban Iban { get; init; }
    public string? PostalHolder { get; init; }
    public string PostalAuthorization { get; init; } = "";

    /// <summary>
    /// The account number in its customary form: the last twelve digits of a postal IBAN without leading zeros. The bulletin's code has all twelve.
    /// </summary>
    public string Number => Iban.Value[NumberStart..].TrimStart('0').PadLeft(1, '0');
}
