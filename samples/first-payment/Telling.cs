using System.Xml;
using Lecce.Riscossione.Sdk;

namespace Lecce.Riscossione.Samples.FirstPayment;

/// <summary>Tells the story step by step, and stops it where it does not come out as told.</summary>
internal sealed class Telling
{
    private int step;

    /// <summary>Begins the next step.</summary>
    public void Step(string title)
    {
        step++;
        Console.WriteLine();
        Console.WriteLine($"{step}. {title}");
    }

    /// <summary>Tells an outcome of the current step.</summary>
    public void Say(string text) => Console.WriteLine($"   {text}");

    /// <summary>Ends the story unless something is as told.</summary>
    public void Expect(bool asTold, string otherwise)
    {
        if (!asTold)
        {
            throw new NotAsToldException(otherwise);
        }
    }

    /// <summary>Where the story ended and why, in words for whoever started it.</summary>
    public string Interrupted(Exception failure)
    {
        var why = failure switch
        {
            NotAsToldException => failure.Message,
            RiscossioneException { Code.Length: > 0 } refused => $"l'API rifiuta ({refused.Code}): {refused.Detail}",
            HttpRequestException { StatusCode: null } or TaskCanceledException => $"l'API non risponde ({failure.Message})",
            RiscossioneException or HttpRequestException or XmlException => $"l'API risponde in modo inatteso ({failure.Message})",
            _ => $"errore imprevisto ({failure.Message})",
        };
        return step == 0 ? $"La storia non è cominciata: {why}" : $"La storia si è interrotta al passo {step}: {why}";
    }
}

/// <summary>Something came out differently from what the story tells.</summary>
/// <param name="message">What, in Italian.</param>
internal sealed class NotAsToldException(string message) : Exception(message);
