namespace Lecce.Riscossione.Api.Webhooks;

/// <summary>The webhook settings of an installation.</summary>
/// <param name="MaxEndpointsPerDepartment">
/// How many endpoints of a department, or of an organization as a whole, are enabled at the same moment. Every event costs a row for each.
/// </param>
internal sealed record WebhookOptions(int MaxEndpointsPerDepartment)
{
    /// <summary>The setting that gives <see cref="MaxEndpointsPerDepartment"/>: 1 to 1,000.</summary>
    public const string MaxEndpointsSetting = "Riscossione:Webhooks:MaxEndpointsPerDepartment";

    private const int UsualMaxEndpoints = 20;

    public static WebhookOptions From(IConfiguration configuration) => new(configuration.GetValue(MaxEndpointsSetting, UsualMaxEndpoints));
}
