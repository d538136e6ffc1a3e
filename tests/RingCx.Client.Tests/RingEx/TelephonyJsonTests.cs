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
                "Origin=Call",
                "Parties[0].Direction=Outbound",
                "Parties[0].FromExtensionId=400415045004",
                "Parties[0].FromName=The Cat Jerry",
                "Parties[0].FromNumber=+18885551932",
                "Parties[0].Muted=False",
                "Parties[0].Owner.AccountId=400415035004",
                "Parties[0].Owner.ExtensionId=400415045004",
                "Parties[0].OwnerExtensionId=400415045004",
                "Parties[0].PartyId=cs171835678153616548-1",
                "Parties[0].StandAlone=False",
                "Parties[0].Status=Answered",
                "Parties[0].TelephonySessionId=Y3MxNzE4MzU2NzgxNTM2MTY1NDhAMTAuNjIuMS4zMA",
                "Parties[0].ToExtensionId=400415042004",
                "Parties[0].ToName=Tom Sawyer",
                "Parties[0].ToNumber=102",
                "Parties[1].Direction=Inbound",
                "Parties[1].FromExtensionId=400415045004",
                "Parties[1].FromName=TheCat Jerry",
                "Parties[1].FromNumber=103",
                "Parties[1].Muted=False",
                "Parties[1].Owner.AccountId=400415035004",
                "Parties[1].Owner.ExtensionId=400415042004",
                "Parties[1].OwnerExtensionId=400415042004",
                "Parties[1].PartyId=cs171835678153616548-2",
                "Parties[1].StandAlone=False",
                "Parties[1].Status=Answered",
                "Parties[1].TelephonySessionId=Y3MxNzE4MzU2NzgxNTM2MTY1NDhAMTAuNjIuMS4zMA",
                "Parties[1].ToExtensionId=400415042004",
                "Parties[1].ToName=Tom Sawyer",
                "Parties[1].ToNumber=102",
                "TelephonySessionId=Y3MxNzE4MzU2NzgxNTM2MTY1NDhAMTAuNjIuMS4zMA",
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
                "ConferenceRole=Host", "Direction=Inbound", "FromDeviceId=4", "FromExtensionId=3", "FromName=Größe 日", "FromNumber=+15554150123",
                "MissedCall=True", "Muted=True", "Owner.AccountId=5", "Owner.ExtensionId=6", "OwnerExtensionId=6", "ParkId=801", "PartyId=p-1-2",
                "PeerPartyId=p-8-1", "PeerSessionId=7", "PeerTelephonySessionId=s-8", "QueueCall=False",
                "Recordings[0].Active=True", "Recordings[0].RecordingId=9", "Recordings[1].Active=False", "Recordings[1].RecordingId=10",
                "RingMeRole=Target", "RingOutRole=Initiator", "StandAlone=True", "Status=Gone", "StatusDescription=Sent on", "StatusReason=BlindTransfer",
                "ToNumber=102",
            ],
            Fields(party));
    }

    [Fact]
    public async Task Has_what_stands_elsewhere_where_it_is_not_in_its_place() => Assert.Equal(
        ["FromNumber=101", "Owner.AccountId=1", "Owner.ExtensionId=2", "OwnerExtensionId=2", "PartyId=p-1-2"],
        Fields(await ReadPartyAsync(
            """{"id":"p-1-2","accountId":"1","extensionId":"2","owner":{"accountId":null},"from":{"phoneNumber":null,"extensionNumber":"101"}}""")));

    [Fact]
    public async Task Has_every_field_of_the_record_that_the_documents_show() => Assert.Equal(
        [
            "Action=Phone Call",
            "Direction=Inbound",
            "Duration=00:00:55",
            "FromLocation=San Francisco (South), CA",
            "FromName=SAN FRANCSCO CA",
            "FromNumber=+14155555900",
            "Id=ASaxDDkSZ5s42MA",
            "RecordingContentUri=https://media.ringcentral.com/restapi/.../recording/1662272004/content",
            "RecordingId=1662272004",
            "RecordingType=OnDemand",
            "RecordingUri=https://platform.ringcentral.com/restapi/.../recording/1662272004",
            "Result=Accepted",
            "SessionId=13916417004",
            "StartTime=2023-06-06T23:07:20.0000000+00:00",
            "ToName=SDK Engineer Candidate",
            "ToNumber=+15625555772",
            "Type=Voice",
            "Uri=https://platform.ringcentral.com/restapi/.../ASaxDDkSZ5s42MA?view=Simple",
        ],
        Fields(await ReadRecordAsync(DocumentedRecord)));

    [Fact]
    public async Task Has_every_other_field_of_a_record() => Assert.Equal(
        [
            "DelegateId=1", "DelegateName=Linh Vu", "Deleted=False", "ExtensionId=2", "ExtensionUri=https://h/2", "FromDeviceId=3", "FromExtensionId=4",
            "FromExtensionNumber=101", "FromNumber=101", "Id=5", "MessageId=6", "MessageType=VoiceMail", "Reason=Stopped", "ReasonDescription=It was stopped.",
            "ShortRecording=True", "TelephonySessionId=s-7", "Transport=PSTN",
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
        Assert.Equal(["TelephonySessionId=1"], Fields(await ReadSessionAsync("""{"id":"1"}""")));
        Assert.Equal(["TelephonySessionId=1"], Fields(await ReadSessionAsync("""{"id":"1","creationTime":null,"origin":null,"parties":null,"voiceCallToken":null}""")));
        Assert.Equal(["PartyId=1"], Fields(await ReadPartyAsync(
            """{"id":"1","from":null,"to":null,"status":null,"muted":null,"standAlone":null,"park":null,"owner":null,"recordings":null,"accountId":null}""")));
        Assert.Equal(["Id=1"], Fields(await ReadRecordAsync("""{"id":"1","startTime":null,"duration":null,"from":null,"to":null,"recording":null,"deleted":null}""")));
    }

    [Fact]
    public async Task May_have_invalid_parties_and_empty_records()
    {
        var session = await ReadSessionAsync("""{"id":"1","parties":[null,{},{"id":"2"}]}""");
        Assert.Equal([null, "2"], session.Parties.Select(static p => p.PartyId));
        Assert.Empty(Fields(await ReadRecordAsync("{}")));
    }

    [Fact]
    public async Task May_have_unknown_fields()
    {
        Assert.Equal(
            ["Origin=Call", "Parties[0].PartyId=2", "Parties[0].Status=Hold", "Parties[0].TelephonySessionId=1", "TelephonySessionId=1"],
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
            [
                $"Parties[0].FromExtensionId={number}", $"Parties[0].Owner.AccountId={number}", $"Parties[0].PartyId={number}",
                $"Parties[0].Recordings[0].PartyId={number}", $"Parties[0].Recordings[0].RecordingId={number}",
                $"Parties[0].Recordings[0].TelephonySessionId={number}", $"Parties[0].TelephonySessionId={number}", $"TelephonySessionId={number}",
            ],
            Fields(await ReadSessionAsync(
                $$$"""{"id":{{{number}}},"parties":[{"id":{{{number}}},"from":{"extensionId":{{{number}}}},"owner":{"accountId":{{{number}}}},"recordings":[{"id":{{{number}}}}]}]}""")));
        Assert.Equal(
            [$"ExtensionId={number}", $"Id={number}", $"SessionId={number}"],
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
        Assert.Equal(["TelephonySessionId=1"], Fields(await ReadSessionAsync($$"""{"creationTime":{{json}},"id":"1"}""")));
        Assert.Equal(["Id=1"], Fields(await ReadRecordAsync($$"""{"startTime":{{json}},"id":"1"}""")));
    }

    [Fact]
    public async Task Has_the_token_of_a_conference()
    {
        using var bench = ClientBench.Answering(ScriptedAnswer.Json("""{"id":"s-1","origin":{"type":"Conference"},"voiceCallToken":"vct","parties":[]}"""));
        var session = await bench.RunAsync(static c => c.RingEx.CreateConference().PerformAsync(null, default));
        Assert.Equal(("s-1", "Conference", "vct"), (session!.TelephonySessionId, session.Origin, new NetworkCredential(null, session.GetVoiceCallToken()).Password));
    }

    [Theory]
    [InlineData("""{"id":"401","active":true}""", "401", true)]
    [InlineData("""{"id":401,"active":"false","new":{}}""", "401", false)]
    [InlineData("""{"id":"401","active":null}""", "401", null)]
    public async Task Says_whether_a_call_is_being_recorded(string body, string? id, bool? active)
    {
        using var bench = ClientBench.Answering(ScriptedAnswer.Json(body));
        var recording = await bench.RunAsync(static c => c.RingEx.StartRecording(ClientBench.TelephonySessionId, ClientBench.PartyId).PerformAsync(null, default));
        Assert.Equal((id, active), (recording!.RecordingId, recording.Active));
    }

    private static Task<RingExCallSession> ReadSessionAsync(string body) => ReadAsync(body, static c => c.RingEx.GetSessionAsync(ClientBench.TelephonySessionId, null, default));

    private static Task<RingExCallParty> ReadPartyAsync(string body) =>
        ReadAsync(body, static c => c.RingEx.GetPartyAsync(ClientBench.TelephonySessionId, ClientBench.PartyId, null, default));

    private static async Task<RingExActiveCall> ReadRecordAsync(string record) =>
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
                case TimeSpan span:
                    fields.Add($"{path}={span}");
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
