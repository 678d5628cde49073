using Microsoft.Extensions.Logging;

namespace Lecce.Riscossione.Sdk;

/// <summary>Indirizzo, credenziali e limiti del client.</summary>
public sealed class RiscossioneOptions
{
    /// <summary>
    /// L'indirizzo dell'API; versione e percorso li aggiunge il client. Può mancare quando il <see cref="HttpClient"/> del client ne ha uno.
    /// </summary>
    public Uri? BaseAddress { get; set; }

    /// <summary>La credenziale: una chiave API, o un token di accesso di chi gestisce le identità dell'ente.</summary>
    public string ApiKey { get; set; } = "";

    /// <summary>
    /// Restituisce il token di accesso di una chiamata, al posto di <see cref="ApiKey"/>. È chiamata prima di ogni chiamata, non prima di ogni
    /// tentativo: conviene che conservi il token e lo rinnovi poco prima della scadenza.
    /// </summary>
    public Func<CancellationToken, ValueTask<string>>? AccessToken { get; set; }

    /// <summary>Quanti tentativi al massimo, compreso il primo: 4, se non si cambia. Con 1 non si riprova.</summary>
    public int MaxAttempts { get; set; } = 4;

    /// <summary>Il massimo della prima attesa, che è casuale; raddoppia a ogni tentativo. Mezzo secondo, se non si cambia.</summary>
    public TimeSpan BaseDelay { get; set; } = TimeSpan.FromSeconds(0.5);

    /// <summary>Il massimo di ogni attesa casuale: 8 secondi, se non si cambia. Un <c>Retry-After</c> dell'API può essere più lungo.</summary>
    public TimeSpan MaxDelay { get; set; } = TimeSpan.FromSeconds(8);

    /// <summary>
    /// Il tempo di un tentativo, fino alle intestazioni della risposta, e poi quello del corpo, se è JSON: 30 secondi, se non si cambia.
    /// </summary>
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Il tempo di tutti i tentativi con le loro attese: 100 secondi, se non si cambia. Un'attesa che lo supererebbe non comincia.</summary>
    public TimeSpan TotalTimeout { get; set; } = TimeSpan.FromSeconds(100);

    /// <summary>
    /// Riceve il registro: ogni risposta (Debug), ogni tentativo che si ripete e ogni risposta che non arriva (Warning). Di una richiesta
    /// riporta il metodo e il modello dell'indirizzo, senza parametri, corpi o chiavi. <c>AddRiscossione</c> usa quello del programma.
    /// </summary>
    public ILoggerFactory? LoggerFactory { get; set; }

    /// <summary>L'orologio delle attese e dei tempi; nelle prove lo si sostituisce.</summary>
    public TimeProvider Time { get; set; } = TimeProvider.System;
}
