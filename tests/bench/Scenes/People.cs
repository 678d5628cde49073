using System.Globalization;
using System.Text;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.PaymentDocuments.Issue;

namespace Lecce.Riscossione.Bench.Scenes;

/// <summary>
/// Invented taxpayers of a southern town: names, fiscal codes that verify, addresses. A few have names that programs stumble over. The same
/// seed and number always give the same person.
/// </summary>
internal sealed class People(int seed)
{
    private const string Months = "ABCDEHLMPRST";

    private static readonly string[] Surnames =
    [
        "Greco",
        "De Giorgi",
        "Perrone",
        "Rizzo",
        "Quarta",
        "Leone",
        "Conte",
        "Marra",
        "Calò",
        "Tondo",
        "Pellegrino",
        "De Matteis",
        "Rollo",
        "Spedicato",
        "Ingrosso",
        "De Pascalis",
        "Martina",
        "Mazzotta",
        "Elia",
        "Russo",
        "Longo",
        "Miglietta",
        "Cazzato",
        "Montinaro",
        "Nuzzo",
        "D'Amico",
        "Dell'Anna",
        "De' Liguoro",
        "Pagliarulo",
        "Fiorentino",
        "Tarantino",
        "Lezzi",
        "Carlà",
        "Monteduro",
        "Stefanelli",
        "Fo",
    ];

    private static readonly string[] HardSurnames =
    [
        "Żółkiewski",
        "Nguyễn",
        "O'Brien-Müller",
        "Šćepanović",
        "Ñandú y Ávila",
        "Sørensen",
        "<b>Rossi</b> & Figli",
        "'; DROP TABLE --",
        "Hoxha",
        "Çela",
        "Þórsdóttir",
        "Degl’Innocenti",
        "王",
        "Абрамова",
    ];

    private static readonly string[] Men =
    [
        "Giuseppe",
        "Antonio",
        "Francesco",
        "Luigi",
        "Salvatore",
        "Marco",
        "Andrea",
        "Oronzo",
        "Niccolò",
        "Vito",
        "Cosimo",
        "Ugo",
        "Pantaleo",
    ];

    private static readonly string[] Women =
    [
        "Maria",
        "Anna",
        "Francesca",
        "Giulia",
        "Addolorata",
        "Immacolata",
        "Chiara",
        "Lucia",
        "Ada",
        "Noemi",
        "Maria Assunta",
        "Zoé",
        "Irene",
    ];

    private static readonly string[] Streets =
    [
        "Via Giuseppe Libertini",
        "Viale Japigia",
        "Via dei Perroni",
        "Piazza Sant'Oronzo",
        "Via Monteroni",
        "Corso Vittorio Emanuele II",
        "Via Palmieri",
        "Vico de' Ferranti",
        "Viale della Libertà",
        "Strada Provinciale Lecce–San Cataldo",
        "Via Città di Cefalù",
    ];

    private static readonly (string City, string PostalCode, string Province, string Cadastral)[] Places =
    [
        ("Lecce", "73100", "LE", "E506"),
        ("Lecce", "73100", "LE", "E506"),
        ("Lecce", "73100", "LE", "E506"),
        ("Lecce", "73100", "LE", "E506"),
        ("Milano", "20121", "MI", "F205"),
        ("Roma", "00184", "RM", "H501"),
        ("Bari", "70121", "BA", "A662"),
        ("Taranto", "74121", "TA", "L049"),
        ("Brindisi", "72100", "BR", "B180"),
        ("Torino", "10121", "TO", "L219"),
    ];

    /// <summary>A taxpayer. <paramref name="number"/> is any number from zero.</summary>
    public Debtor Person(int number)
    {
        var random = new Random(unchecked((seed * 31) + number));
        var isHard = random.Next(100) == 0;
        var surname = Pick(random, isHard ? HardSurnames : Surnames);
        var isWoman = random.Next(2) == 0;
        var name = Pick(random, isWoman ? Women : Men);
        var place = Pick(random, Places);
        return new Debtor
        {
            Kind = "F",
            FiscalCode = FiscalCodeOf(surname, name, isWoman, random, place.Cadastral),
            FullName = $"{surname} {name}",
            Street = Pick(random, Streets),
            CivicNumber = string.Create(CultureInfo.InvariantCulture, $"{random.Next(1, 240)}{(random.Next(8) == 0 ? "/A" : "")}"),
            PostalCode = place.PostalCode,
            City = place.City,
            Province = place.Province,
            Country = "IT",
        };
    }

    private static string FiscalCodeOf(string surname, string name, bool isWoman, Random random, string cadastral)
    {
        var day = random.Next(1, 29) + (isWoman ? 40 : 0);
        var start = string.Create(
            CultureInfo.InvariantCulture,
            $"{Three(surname, isName: false)}{Three(name, isName: true)}{random.Next(30, 100):D2}{Months[random.Next(Months.Length)]}{day:D2}{cadastral}"
        );
        return start + CheckCharacter.Of(start);
    }

    /// <summary>Consonants, then vowels, then X; of a name with four consonants or more, the first, third and fourth.</summary>
    private static string Three(string text, bool isName)
    {
        var letters = text.Normalize(NormalizationForm.FormD).ToUpperInvariant().Where(char.IsAsciiLetterUpper).ToArray();
        var consonants = string.Concat(letters.Where(letter => !IsVowel(letter)));
        if (isName && consonants.Length >= 4)
        {
            return string.Concat(consonants[0], consonants[2], consonants[3]);
        }

        return string.Concat(consonants, string.Concat(letters.Where(IsVowel)), "XXX")[..3];
    }

    private static bool IsVowel(char letter) => "AEIOU".Contains(letter, StringComparison.Ordinal);

    private static T Pick<T>(Random random, T[] choices) => choices[random.Next(choices.Length)];
}
