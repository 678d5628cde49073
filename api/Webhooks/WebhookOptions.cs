using NodaTime;

namespace Lecce.Riscossione.Api.Webhooks;

/// <summary>The webhook settings of an installation.</summary>
/// <param name="MaxEndpointsPerDepartment">
/// How many endpoints of a department, or of an organization as a whole, are enabled at the same moment. Every event costs a row for each.
/// </param>
/// <param name="MaxPausedWait">How long a delivery may wait for an endpoint that is paused.</param>
internal sealed record WebhookOptions(int MaxEndpointsPerDepartment, Duration MaxPausedWait)
{
    /// <summary>The setting that gives <see cref="MaxEndpointsPerDepartment"/>: 1 to 1,000.</summary>
    public const string MaxEndpointsSetting = "Riscossione:Webhooks:MaxEndpointsPerDepartment";

    /// <summary>The setting that gives <see cref="MaxPausedWait"/> in days: 1 to 365.</summary>
    public const string MaxPausedDaysSetting = "Riscossione:Webhooks:MaxPausedDays";

    private const int UsualMaxEndpoints = 20;
    private const int UsualMaxPausedDays = 30;

    public static WebhookOptions From(IConfiguration configuration) =>
        new(
            configuration.GetValue(MaxEndpointsSetting, UsualMaxEndpoints),
            Duration.FromDays(configuration.GetValue(MaxPausedDaysSetting, UsualMaxPausedDays))
        );
}
