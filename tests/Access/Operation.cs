using System.Text.RegularExpressions;
using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Tests.Host;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Lecce.Riscossione.Tests.Access;

/// <summary>Who may call, as far as the table tells callers apart.</summary>
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

/// <summary>What a caller gets.</summary>
internal enum Right
{
    Unauthenticated,
    Forbidden,

    /// <summary>The object does not exist for this caller: 404, or a list without it.</summary>
    Hidden,
    Allowed,
}

/// <summary>One operation of the API, as its endpoint declares it.</summary>
internal sealed partial record Operation(string Name, string Method, string Path, RequiredScope Required)
{
    /// <summary>Every operation under a version of the API, in the order of paths.</summary>
    public static IReadOnlyList<Operation> Of(ApiHost api) =>
        [
            .. api
                .Services.GetServices<EndpointDataSource>()
                .SelectMany(source => source.Endpoints)
                .OfType<RouteEndpoint>()
                .Where(endpoint => endpoint.RoutePattern.RawText!.TrimStart('/').StartsWith("v{version", StringComparison.Ordinal))
                .Select(Of)
                .OrderBy(operation => operation.Path, StringComparer.Ordinal)
                // What takes a thing away comes after what looks at it.
                .ThenBy(operation => operation.Method == "DELETE")
                .ThenBy(operation => operation.Method, StringComparer.Ordinal),
        ];

    /// <summary>True when the address names an object, rather than a list of them.</summary>
    public bool NamesObject => Path.Contains('{', StringComparison.Ordinal);

    /// <summary>What the table promises to a kind of caller.</summary>
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
                ?? throw new InvalidOperationException($"{endpoint.DisplayName} demands no scope: add RequireScope to it or to its group.")
        );

    [GeneratedRegex(@"^/v\{version[^}]*\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Version();
}
