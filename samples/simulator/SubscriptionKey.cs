namespace Lecce.Riscossione.Samples.Simulator;

/// <summary>The key of a subscription to pagoPA's services. Any key will do unless the options name one.</summary>
internal static class SubscriptionKey
{
    private const string Header = "Ocp-Apim-Subscription-Key";

    public static bool IsGiven(HttpRequest request, SimulatorOptions options) =>
        request.Headers[Header] is [{ Length: > 0 } key] && (options.SubscriptionKey is null || key == options.SubscriptionKey);
}
