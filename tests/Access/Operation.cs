using System.Text.RegularExpressions;
using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Tests.Host;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Lecce.Riscossione.Tests.Access;

/// <summary>The kinds of callers that the table distinguishes.</summary>
internal enum CallerKind
{
    WithoutScope,
    OtherOrganization,
    OtherDepartment,
    OtherRevenueType,
    OtherDebtor,
    Debtor,
    Auditor,
    Owner,
    Stranger,
}

/// <summary>The result for a caller.</summary>
internal enum Right
{
    Unauthenticated,
    Forbidden,

    /// <summary>The object does not exist for this caller: 404, or a list without it.</summary>
    Hidden,
    Allowed,
}

/// <summary>An operation of the API, from its endpoint.</summary>
internal sealed partial record Operation(string Name, string Method, string Path, RequiredScope Required)
{
    /// <summary>Every versioned operation, in order of paths.</summary>
    public static IReadOnlyList<Operation> Of(ApiHost api) =>
        [
            .. api
                .Services.GetServices<EndpointDataSource>()
                .SelectMany(source => source.Endpoints)
                .OfType<RouteEndpoint>()
                .Where(endpoint => endpoint.RoutePattern.RawText!.TrimStart('/').StartsWith("v{version", StringComparison.Ordinal))
                .Select(Of)
                .OrderBy(operation => operation.Path, StringComparer.Ordinal)
                // Deletions come after the operations that read the object.
                .ThenBy(operation => operation.Method == "DELETE")
                .ThenBy(operation => operation.Method, StringComparer.Ordinal),
        ];

    /// <summary>True when the address names one object, not a list.</summary>
    public bool NamesObject => Path.Contains('{', StringComparison.Ordinal);

    /// <summary>The table's result for a kind of caller.</summary>
    public Right RightOf(CallerKind caller) =>
        caller switch
        {
            CallerKind.Stranger => Right.Unauthenticated,
            CallerKind.WithoutScope => Right.Forbidden,
            CallerKind.Debtor => Required.Covers!.OpenToDebtors ? Right.Allowed : Right.Forbidden,
            CallerKind.OtherDebtor => Required.Covers!.OpenToDebtors ? Right.Hidden : Right.Forbidden,
            CallerKind.Auditor => Scopes.IsReading(Required.Scope) || Method == "GET" ? Right.Allowed : Right.Forbidden,
            CallerKind.Owner => Right.Allowed,
            _ when Required.Covers == Covers.Installation => Right.Forbidden,
            CallerKind.OtherOrganization => Right.Hidden,
            CallerKind.OtherRevenueType when !Required.Covers!.OpenToLimited => Right.Forbidden,
            _ when Required.Covers == Covers.Organization => Right.Allowed,
            _ when Required.Covers == Covers.WholeOrganization => Right.Forbidden,
            _ => Right.Hidden,
        };

    public override string ToString() => $"{Method} {Path}";

    private static Operation Of(RouteEndpoint endpoint) =>
        new(
            endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName ?? endpoint.DisplayName!,
            endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods.Single(),
            "/v1" + Version().Replace("/" + endpoint.RoutePattern.RawText!.Trim('/'), ""),
            endpoint.Metadata.GetMetadata<RequiredScope>()
                ?? throw new InvalidOperationException($"{endpoint.DisplayName} requires no scope: add RequireScope to it or to its group.")
        );

    [GeneratedRegex(@"^/v\{version[^}]*\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Version();
}
