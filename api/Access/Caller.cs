using Lecce.Riscossione.Api.Kernel;

namespace Lecce.Riscossione.Api.Access;

/// <summary>The authenticated caller of a request: an API key or the token of a trusted issuer.</summary>
/// <param name="Actor">
/// Stored with every action of this caller and safe to log: <c>api-key:</c> and the key's id, or <c>token:</c>, the issuer's name and a pseudonym.
/// At most 60 characters.
/// </param>
/// <param name="Organization">The caller's organization; null for the whole installation, which only a key can have.</param>
/// <param name="DepartmentId">The caller's department; null for every department of the organization.</param>
/// <param name="Scopes">What the caller may do.</param>
/// <param name="Debtor">The citizen or company on whose behalf a portal calls; otherwise null.</param>
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
    /// <summary>True for a caller that only reads, whatever other scopes it has.</summary>
    public bool IsAuditor => Scopes.Contains(Access.Scopes.AuditRead) && !Scopes.Contains(Access.Scopes.Admin);

    /// <summary>True when the caller has the scope, or one that implies it.</summary>
    public bool Has(string scope) =>
        Scopes.Contains(scope)
        || Scopes.Contains(Access.Scopes.Admin)
        || (Access.Scopes.IsReading(scope) && Scopes.Contains(Access.Scopes.AuditRead));

    /// <summary>The actor, without the debtor, because callers appear in logs.</summary>
    public override string ToString() => Actor;

    /// <summary>Gives handlers the caller that <see cref="Gate"/> authenticated.</summary>
    public static ValueTask<Caller?> BindAsync(HttpContext context) => ValueTask.FromResult(context.Features.Get<Caller>());
}
