using System.Collections;
using System.Reflection;
using RingCx.Tests.Services;

namespace RingCx.Client.Tests.RingEx;

public class TelephonyJsonTests
{
    private const string DocumentedRecord =
        """
        {
            "uri": "https://platform.ringcentral.com/restapi/.../ASaxDDkSZ5s42MA?view=Simple",
            "id": "ASaxDDkSZ5s42MA",
            "sessionId": "13916417004",
            "startTime": "2023-06-06T23:07:20.000Z",
            "duration": 55,
            "type": "Voice",
            "direction": "Inbound",
            "action": "Phone Call",
            "result": "Accepted",
            "to": {
                "phoneNumber": "+15625555772",
                "name": "SDK Engineer Candidate"
            },
            "from": {
                "phoneNumber": "+14155555900",
                "name": "SAN FRANCSCO CA",
                "location": "San Francisco (South), CA"
            },
            "recording": {
                "uri": "https://platform.ringcentral.com/restapi/.../recording/1662272004",
                "id": "1662272004",
                "type": "OnDemand",
                "contentUri": "https://media.ringcentral.com/restapi/.../recording/1662272004/content"
            }
        }
        """;

    // The sample of RingCentral's guide to call control, as it stands there but for the indentation.
    private static readonly string Documented = File.ReadAllText(Path.Combine(ServiceTable.Root, "tests", "Services", "telephony-session.json"));

    private static readonly DateTimeOffset Time = new(2018, 8, 1, 13, 36, 9, TimeSpan.Zero);

    [Theory]
    [InlineData("*")]
    [InlineData("{\"session\":*}")]
    [InlineData("{\"other\":{\"id\":\"1\"},\"session\":*,\"id\":\"2\"}")]
    public async Task Has_every_field_of_the_session_that_the_documents_show(string body)
    {
        var session = await ReadSessionAsync(body.Replace("*", Documented, StringComparison.Ordinal));
        Assert.Equal(
            [
                "CreationTime=2018-08-01T13:36:09.0000000+00:00",
                "Id=Y3MxNzE4MzU2NzgxNTM2MTY1NDhAMTAuNjIuMS4zMA",
                "Origin.Type=Call",
                "Parties[0].Direction=Outbound",
                "Parties[0].From.ExtensionId=400415045004",
                "Parties[0].From.Name=The Cat Jerry",
                "Parties[0].From.PhoneNumber=+18885551932",
                "Parties[0].Id=cs171835678153616548-1",
                "Parties[0].Muted=False",
                "Parties[0].Owner.AccountId=400415035004",
                "Parties[0].Owner.ExtensionId=400415045004",
                "Parties[0].StandAlone=False",
                "Parties[0].Status.Code=Answered",
                "Parties[0].To.ExtensionId=400415042004",
                "Parties[0].To.Name=Tom Sawyer",
                "Parties[0].To.PhoneNumber=102",
                "Parties[1].Direction=Inbound",
                "Parties[1].From.ExtensionId=400415045004",
                "Parties[1].From.Name=TheCat Jerry",
                "Parties[1].From.PhoneNumber=103",
                "Parties[1].Id=cs171835678153616548-2",
                "Parties[1].Muted=False",
                "Parties[1].Owner.AccountId=400415035004",
                "Parties[1].Owner.ExtensionId=400415042004",
                "Parties[1].StandAlone=False",
                "Parties[1].Status.Code=Answered",
                "Parties[1].To.ExtensionId=400415042004",
                "Parties[1].To.Name=Tom Sawyer",
                "Parties[1].To.PhoneNumber=102",
            ],
            Fields(session));
    }

    [Fact]
    public async Task Has_every_field_of_a_party()
    {
        var party = await ReadPartyAsync(
            """
            {
              "id": "p-1-2", "direction": "Inbound", "muted": true, "standAlone": true, "accountId": "1", "extensionId": "2",
              "conferenceRole": "Host", "ringOutRole": "Initiator", "ringMeRole": "Target", "missedCall": true, "queueCall": false,
              "from": {"phoneNumber": "+15554150123", "extensionNumber": "101", "extensionId": "3", "name": "Größe \u65e5", "deviceId": "4", "location": "Here"},
              "to": {"phoneNumber": "102"}, "owner": {"accountId": "5", "extensionId": "6"}, "park": {"id": "801"},
              "status": {"code": "Gone", "reason": "BlindTransfer", "description": "Sent on", "peerId": {"sessionId": "7", "telephonySessionId": "s-8", "partyId": "p-8-1"}},
              "recordings": [{"id": "9", "active": true}, {"id": "10", "active": false}]
            }
            """);
        Assert.Equal(
            [
                "AccountId=1", "ConferenceRole=Host", "Direction=Inbound", "ExtensionId=2",
                "From.DeviceId=4", "From.ExtensionId=3", "From.ExtensionNumber=101", "From.Location=Here", "From.Name=Größe 日", "From.PhoneNumber=+15554150123",
                "Id=p-1-2", "MissedCall=True", "Muted=True", "Owner.AccountId=5", "Owner.ExtensionId=6", "Park.Id=801", "QueueCall=False",
                "Recordings[0].Active=True", "Recordings[0].Id=9", "Recordings[1].Active=False", "Recordings[1].Id=10",
                "RingMeRole=Target", "RingOutRole=Initiator", "StandAlone=True",
                "Status.Code=Gone", "Status.Description=Sent on", "Status.PeerId.PartyId=p-8-1", "Status.PeerId.SessionId=7", "Status.PeerId.TelephonySessionId=s-8",
                "Status.Reason=BlindTransfer", "To.PhoneNumber=102",
            ],
            Fields(party));
    }

    [Fact]
    public async Task Has_every_field_of_the_record_that_the_documents_show() => Assert.Equal(
        [
            "Action=Phone Call",
            "Direction=Inbound",
            "Duration=55",
            "From.Location=San Francisco (South), CA",
            "From.Name=SAN FRANCSCO CA",
            "From.PhoneNumber=+14155555900",
            "Id=ASaxDDkSZ5s42MA",
            "Recording.ContentUri=https://media.ringcentral.com/restapi/.../recording/1662272004/content",
            "Recording.Id=1662272004",
            "Recording.Type=OnDemand",
            "Recording.Uri=https://platform.ringcentral.com/restapi/.../recording/1662272004",
            "Result=Accepted",
            "SessionId=13916417004",
            "StartTime=2023-06-06T23:07:20.0000000+00:00",
            "To.Name=SDK Engineer Candidate",
            "To.PhoneNumber=+15625555772",
            "Type=Voice",
            "Uri=https://platform.ringcentral.com/restapi/.../ASaxDDkSZ5s42MA?view=Simple",
        ],
        Fields(await ReadRecordAsync(DocumentedRecord)));

    [Fact]
    public async Task Has_every_other_field_of_a_record() => Assert.Equal(
        [
            "Delegate.Id=1", "Delegate.Name=Linh Vu", "Deleted=False", "Extension.Id=2", "Extension.Uri=https://h/2", "From.Device.Id=3", "From.ExtensionId=4",
            "From.ExtensionNumber=101", "Id=5", "Message.Id=6", "Message.Type=VoiceMail", "Reason=Stopped", "ReasonDescription=It was stopped.", "ShortRecording=True",
            "TelephonySessionId=s-7", "Transport=PSTN",
        ],
        Fields(await ReadRecordAsync(
            """
            {
              "id": "5", "telephonySessionId": "s-7", "transport": "PSTN", "reason": "Stopped", "reasonDescription": "It was stopped.", "shortRecording": true, "deleted": false,
              "delegate": {"id": "1", "name": "Linh Vu"}, "extension": {"id": 2, "uri": "https://h/2"}, "message": {"id": "6", "type": "VoiceMail"},
              "from": {"device": {"id": "3"}, "extensionId": "4", "extensionNumber": "101"}
            }
            """)));

    [Fact]
    public async Task May_have_only_an_id()
    {
        Assert.Equal(["Id=1"], Fields(await ReadSessionAsync("""{"id":"1"}""")));
        Assert.Equal(["Id=1"], Fields(await ReadSessionAsync("""{"id":"1","creationTime":null,"origin":null,"parties":null,"voiceCallToken":null}""")));
        Assert.Equal(["Id=1"], Fields(await ReadPartyAsync(
            """{"id":"1","from":null,"to":null,"status":null,"muted":null,"standAlone":null,"park":null,"owner":null,"recordings":null,"accountId":null}""")));
        Assert.Equal(["Id=1"], Fields(await ReadRecordAsync("""{"id":"1","startTime":null,"duration":null,"from":null,"to":null,"recording":null,"deleted":null}""")));
    }

    [Fact]
    public async Task May_have_invalid_parties_and_empty_records()
    {
        var session = await ReadSessionAsync("""{"id":"1","parties":[null,{},{"id":"2"}]}""");
        Assert.Equal(3, session.Parties!.Count);
        Assert.Null(session.Parties[0]);
        Assert.Null(session.Parties[1]!.Id);
        Assert.Empty(Fields(await ReadRecordAsync("{}")));
    }

    [Fact]
    public async Task May_have_unknown_fields()
    {
        Assert.Equal(
            ["Id=1", "Origin.Type=Call", "Parties[0].Id=2", "Parties[0].Status.Code=Hold"],
            Fields(await ReadSessionAsync(
                """{"new":[{"id":"9","deep":{"a":[1,{}]}}],"id":"1","origin":{"type":"Call","more":{}},"parties":[{"new":true,"id":"2","status":{"code":"Hold","rcc":false}}],"flag":1}""")));
        Assert.Equal(["Id=1", "Type=Voice"], Fields(await ReadRecordAsync("""{"legs":[{"id":"9"}],"id":"1","billing":{"costIncluded":0.1},"type":"Voice"}""")));
    }

    [Theory]
    [InlineData("400415045004")]
    [InlineData("123456789012345678901234567890")]
    public async Task Keeps_an_id_that_comes_as_a_number_as_it_is_written(string number)
    {
        Assert.Equal(
            [$"Id={number}", $"Parties[0].From.ExtensionId={number}", $"Parties[0].Id={number}", $"Parties[0].Owner.AccountId={number}", $"Parties[0].Recordings[0].Id={number}"],
            Fields(await ReadSessionAsync(
                $$$"""{"id":{{{number}}},"parties":[{"id":{{{number}}},"from":{"extensionId":{{{number}}}},"owner":{"accountId":{{{number}}}},"recordings":[{"id":{{{number}}}}]}]}""")));
        Assert.Equal(
            [$"Extension.Id={number}", $"Id={number}", $"SessionId={number}"],
            Fields(await ReadRecordAsync($$$"""{"id":{{{number}}},"sessionId":{{{number}}},"extension":{"id":{{{number}}}}}""")));
    }

    [Theory]
    [InlineData("\"2018-08-01T13:36:09Z\"")]
    [InlineData("\"2018-08-01T13:36:09.000Z\"")]
    [InlineData("\"2018-08-01T13:36:09.000+0000\"")]
    [InlineData("\"2018-08-01T13:36:09+00:00\"")]
    [InlineData("\"2018-08-01T09:36:09.000-0400\"")]
    [InlineData("\"2018-08-01T13:36:09\"")]
    [InlineData("1533130569000")]
    [InlineData("1533130569")]
    [InlineData("\"1533130569000\"")]
    [InlineData("""{"millis":1533130569000}""")]
    public async Task Reads_a_time_however_it_is_written(string json)
    {
        Assert.Equal(Time, (await ReadSessionAsync($$"""{"creationTime":{{json}},"id":"1"}""")).CreationTime);
        Assert.Equal(Time, (await ReadRecordAsync($$"""{"startTime":{{json}},"id":"1"}""")).StartTime);
    }

    [Theory]
    [InlineData("\"\"")]
    [InlineData("\"soon\"")]
    [InlineData("true")]
    [InlineData("{}")]
    [InlineData("[1533130569000]")]
    [InlineData("1e400")]
    public async Task Loses_nothing_over_an_invalid_time(string json)
    {
        Assert.Equal(["Id=1"], Fields(await ReadSessionAsync($$"""{"creationTime":{{json}},"id":"1"}""")));
        Assert.Equal(["Id=1"], Fields(await ReadRecordAsync($$"""{"startTime":{{json}},"id":"1"}""")));
    }

    [Fact]
    public async Task Has_the_token_of_a_conference()
    {
        using var bench = ClientBench.Answering(ScriptedAnswer.Json("""{"id":"s-1","origin":{"type":"Conference"},"voiceCallToken":"vct","parties":[]}"""));
        var session = await bench.RunAsync(static c => c.RingEx.CreateConference().PerformAsync(null, default));
        Assert.Equal(("s-1", "Conference", "vct"), (session!.Id, session.Origin!.Type, session.VoiceCallToken));
    }

    [Theory]
    [InlineData("""{"id":"401","active":true}""", "401", true)]
    [InlineData("""{"id":401,"active":"false","new":{}}""", "401", false)]
    [InlineData("""{"id":"401","active":null}""", "401", null)]
    public async Task Says_whether_a_call_is_being_recorded(string body, string? id, bool? active)
    {
        using var bench = ClientBench.Answering(ScriptedAnswer.Json(body));
        var recording = await bench.RunAsync(static c => c.RingEx.StartRecording(ClientBench.TelephonySessionId, ClientBench.PartyId).PerformAsync(null, default));
        Assert.Equal((id, active), (recording!.Id, recording.Active));
    }

    private static Task<TelephonySession> ReadSessionAsync(string body) => ReadAsync(body, static c => c.RingEx.GetSessionAsync(ClientBench.TelephonySessionId, null, default));

    private static Task<TelephonyParty> ReadPartyAsync(string body) =>
        ReadAsync(body, static c => c.RingEx.GetPartyAsync(ClientBench.TelephonySessionId, ClientBench.PartyId, null, default));

    private static async Task<CallLogRecord> ReadRecordAsync(string record) =>
        Assert.Single(await ReadAsync($$"""{"records":[{{record}}]}""", static c => c.RingEx.ListActiveCalls(null, 100).ReadPageAsync(null, default)));

    private static async Task<T> ReadAsync<T>(string body, Func<RingCxClient, Task<T>> read)
    {
        using var bench = ClientBench.Answering(ScriptedAnswer.Json(body));
        return await bench.RunAsync(read);
    }

    // Whatever is there, down to the last property, each by its path.
    private static IReadOnlyList<string> Fields(object root)
    {
        var fields = new List<string>();
        Visit(root, string.Empty);
        return [.. fields.Order(StringComparer.Ordinal)];

        void Visit(object? value, string path)
        {
            switch (value)
            {
                case null:
                    break;
                case DateTimeOffset time:
                    fields.Add($"{path}={time:O}");
                    break;
                case string or bool or double:
                    fields.Add(FormattableString.Invariant($"{path}={value}"));
                    break;
                case IEnumerable items:
                    var index = 0;
                    foreach (var item in items)
                    {
                        Visit(item, FormattableString.Invariant($"{path}[{index++}]"));
                    }

                    break;
                default:
                    foreach (var property in value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
                    {
                        Visit(property.GetValue(value), path.Length == 0 ? property.Name : path + "." + property.Name);
                    }

                    break;
            }
        }
    }
}
