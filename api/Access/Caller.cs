using Lecce.Riscossione.Api.Kernel;

namespace Lecce.Riscossione.Api.Access;

/// <summary>Who asks, as vouched for by an API key or by the token of a trusted issuer.</summary>
/// <param name="Actor">
/// Stored with whatever this caller does, and safe to log: <c>api-key:</c> and the key's id, or <c>token:</c>, the issuer's name and a
/// pseudonym. At most 60 characters.
/// </param>
/// <param name="Organization">The organization to which the caller belongs; null for the whole installation, which only a key may reach.</param>
/// <param name="DepartmentId">The department to which the caller belongs; null for every department of the organization.</param>
/// <param name="Scopes">What the caller may do.</param>
/// <param name="Debtor">The citizen or company on whose behalf a portal calls; null for everybody else.</param>
/// <param name="RevenueTypes">The revenue types to which the caller is limited; null for all of them.</param>
internal sealed record Caller(
    string Actor,
    FiscalCode? Organization,
    Id? DepartmentId,
    IReadOnlySet<string> Scopes,
    FiscalCode? Debtor = null,
    RevenueTypeLimit? RevenueTypes = null
)
{
    /// <summary>True for who only reads, whatever else was granted along with it.</summary>
    public bool IsAuditor => Scopes.Contains(Access.Scopes.AuditRead) && !Scopes.Contains(Access.Scopes.Admin);

    /// <summary>True when the caller has the scope, or one that implies it.</summary>
    public bool Has(string scope) =>
        Scopes.Contains(scope)
        || Scopes.Contains(Access.Scopes.Admin)
        || (Access.Scopes.IsReading(scope) && Scopes.Contains(Access.Scopes.AuditRead));

    /// <summary>Never the debtor: a caller may end in a log.</summary>
    public override string ToString() => Actor;

    /// <summary>Gives handlers the caller whom <see cref="Gate"/> let in.</summary>
    public static ValueTask<Caller?> BindAsync(HttpContext context) => ValueTask.FromResult(context.Features.Get<Caller>());
}
