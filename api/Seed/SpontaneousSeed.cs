using System.Text.Json;
using Lecce.Riscossione.Api.Http;
using Lecce.Riscossione.Api.RevenueTypes.Spontaneous;

namespace Lecce.Riscossione.Api.Seed;

/// <summary>Three services to try without a notice: a fixed fee, a top-up that counts meals, an occupation computed from a form, with stamps for application and permit. Tariffs are fictitious.</summary>
internal static class SpontaneousSeed
{
    public static readonly SpontaneousSettings RegistryFee = Read(
        """
        {
          "enabled": true,
          "department": "tributi",
          "title": "Diritti di segreteria per una copia di atti",
          "description": "Da pagare quando si chiede la copia di un atto, prima di ritirarla.",
          "group": "Servizi al cittadino",
          "schema": {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "type": "object",
            "properties": {
              "atto": { "type": "string", "title": "Atto richiesto", "enum": ["delibera", "determina", "permesso di costruire"] },
              "protocollo": {
                "type": "string", "title": "Protocollo della richiesta", "description": "Anno e numero, se già assegnati.",
                "maxLength": 12, "pattern": "^20[0-9]{2}/[0-9]{1,7}$", "examples": ["2026/15234"]
              }
            },
            "required": ["atto"],
            "additionalProperties": false
          },
          "ui": {
            "order": ["atto", "protocollo"],
            "fields": { "atto": { "widget": "radio" }, "protocollo": { "width": "half" } },
            "translations": {
              "en": {
                "atto": { "title": "Document", "enum": { "delibera": "council resolution", "determina": "executive decision", "permesso di costruire": "building permit" } },
                "protocollo": { "title": "Reference of the request" }
              }
            }
          },
          "amount": { "kind": "fixed", "amountCents": 516 },
          "subject": "Diritti di segreteria, copia di {atto} {protocollo}",
          "validity": { "days": 1 },
          "debtor": { "kinds": ["F", "G"] },
          "translations": { "en": { "title": "Fee for a copy of a document", "group": "Services" } },
          "nodeServiceCode": "DSEGR"
        }
        """
    );

    public static readonly SpontaneousSettings SchoolMeals = Read(
        """
        {
          "enabled": true,
          "department": "tributi",
          "title": "Mensa scolastica: ricarica dei pasti",
          "description": "I pasti si aggiungono a quelli dell'alunno il giorno dopo il pagamento.",
          "group": "Scuola",
          "schema": {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "type": "object",
            "properties": {
              "alunno": { "type": "string", "title": "Nome e cognome dell'alunno", "minLength": 3, "maxLength": 70 },
              "plesso": { "type": "string", "title": "Scuola", "enum": ["Infanzia Via Roma", "Primaria Via Archita", "Primaria Via Cantobelli"] },
              "tariffa": { "type": "string", "title": "Tariffa", "enum": ["agevolata", "ordinaria", "non residenti"] },
              "pasti": { "type": "integer", "format": "int32", "title": "Pasti", "minimum": 5, "maximum": 100, "multipleOf": 5 }
            },
            "required": ["alunno", "plesso", "tariffa", "pasti"],
            "additionalProperties": false
          },
          "ui": {
            "order": ["alunno", "plesso", "tariffa", "pasti"],
            "fields": {
              "tariffa": { "widget": "radio", "help": "È indicata nella conferma di iscrizione." },
              "pasti": { "width": "half", "help": "A gruppi di cinque." }
            },
            "personal": ["alunno"],
            "translations": {
              "en": {
                "alunno": { "title": "Pupil's full name" },
                "plesso": { "title": "School" },
                "tariffa": { "title": "Rate", "enum": { "agevolata": "reduced", "ordinaria": "standard", "non residenti": "non-residents" } },
                "pasti": { "title": "Meals" }
              }
            }
          },
          "amount": {
            "kind": "computed",
            "terms": [{ "field": "pasti", "times": { "field": "tariffa", "cents": { "agevolata": 180, "ordinaria": 420, "non residenti": 560 } } }],
            "minCents": 900,
            "maxCents": 56000
          },
          "subject": "Mensa scolastica {year}: {pasti} pasti, {plesso}",
          "validity": { "days": 3 },
          "debtor": { "kinds": ["F"] },
          "translations": { "en": { "title": "School meals: top-up", "description": "Meals are added the day after the payment.", "group": "School" } },
          "similarWithinDays": 2
        }
        """
    );

    public static readonly SpontaneousSettings PublicGround = Read(
        """
        {
          "enabled": true,
          "department": "polizia-locale",
          "title": "Occupazione di suolo pubblico",
          "description": "Canone di un'occupazione breve già autorizzata: traslochi, ponteggi mobili, banchetti.",
          "group": "Strade",
          "schema": {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "type": "object",
            "properties": {
              "autorizzazione": { "type": "string", "title": "Numero dell'autorizzazione", "maxLength": 12, "pattern": "^[0-9]{1,6}/20[0-9]{2}$" },
              "dal": { "type": "string", "title": "Primo giorno", "format": "date", "maxLength": 10 },
              "targa": { "type": "string", "title": "Targa del veicolo", "format": "plate", "maxLength": 10 },
              "metri": { "type": "integer", "format": "int32", "title": "Metri quadrati", "minimum": 1, "maximum": 300 },
              "occupazione": {
                "type": "string", "title": "Zona e durata",
                "enum": ["centro storico, un giorno", "centro storico, una settimana", "altre zone, un giorno", "altre zone, una settimana"]
              },
              "segnaletica": { "type": "boolean", "title": "Chiedo al Comune la segnaletica mobile" },
              "conferma": { "type": "boolean", "title": "Confermo che i dati sono quelli dell'autorizzazione", "const": true }
            },
            "required": ["autorizzazione", "dal", "metri", "occupazione", "segnaletica", "conferma"],
            "additionalProperties": false
          },
          "ui": {
            "order": ["autorizzazione", "dal", "occupazione", "metri", "segnaletica", "targa", "conferma"],
            "fields": {
              "dal": { "widget": "date", "width": "half" },
              "occupazione": { "widget": "select" },
              "segnaletica": { "widget": "checkbox" },
              "targa": { "widget": "plate", "visibleWhen": { "field": "segnaletica", "value": "true" } }
            },
            "personal": ["targa"]
          },
          "amount": {
            "kind": "computed",
            "baseCents": 1033,
            "terms": [
              {
                "field": "metri",
                "times": {
                  "field": "occupazione",
                  "cents": {
                    "centro storico, un giorno": 250,
                    "centro storico, una settimana": 1100,
                    "altre zone, un giorno": 140,
                    "altre zone, una settimana": 620
                  }
                }
              },
              { "field": "segnaletica", "cents": { "true": 3000, "false": 0 } }
            ],
            "minCents": 1173,
            "maxCents": 400000
          },
          "subject": "Canone unico, occupazione {autorizzazione} dal {dal}: {metri} mq",
          "validity": { "days": 7 },
          "debtor": { "kinds": ["F", "G"] },
          "stamps": 2
        }
        """
    );

    private static SpontaneousSettings Read(string json) => JsonSerializer.Deserialize<SpontaneousSettings>(json, Json.Options)!;
}
