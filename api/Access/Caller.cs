using Lecce.Riscossione.Api.Kernel;

namespace Lecce.Riscossione.Api.Access;

/// <summary>Who asks, as vouched for by its API key.</summary>
/// <param name="KeyId">The key.</param>
/// <param name="Organization">The organization to which the key belongs; null for the whole installation.</param>
/// <param name="DepartmentId">The department to which the key belongs; null for every department of the organization.</param>
/// <param name="Scopes">What the key may do.</param>
internal sealed record Caller(Id KeyId, FiscalCode? Organization, Id? DepartmentId, IReadOnlySet<string> Scopes)
{
    /// <summary>Stored with whatever this caller does.</summary>
    public string Actor => $"api-key:{KeyId}";

    /// <summary>True when the key has the scope, or the one that implies all.</summary>
    public bool Has(string scope) => Scopes.Contains(scope) || Scopes.Contains(Access.Scopes.Admin);

    /// <summary>Gives handlers the caller whom <see cref="Gate"/> let in.</summary>
    public static ValueTask<Caller?> BindAsync(HttpContext context) => ValueTask.FromResult(context.Features.Get<Caller>());
}
