#!/usr/bin/env bash
# One case from application to a paid month, by curl, against a running demonstration (`npm run demo` in another terminal).
# Every step is one POST; read along at http://127.0.0.1:3000/docs.
set -euo pipefail
cd "$(dirname "$0")/.."

url=${ANJUAN_URL:-http://127.0.0.1:3000}
empty='{}'
answer=$(mktemp)
trap 'rm -f "$answer"' EXIT
echo '{"position":"0"}' >"$answer"
anjuan() { npm run -s anjuan -- "$@"; }
token() { anjuan token --role "$1" --area "$2" --sub "$3"; }
field() { node -e 'console.log(JSON.parse(require("fs").readFileSync(0, "utf8"))[process.argv[1]])' "$1"; }
key() { node -p 'crypto.randomUUID()'; }

# post <token> <path> [body]: prints the answer; a refusal ends the walk and says why.
post() {
  curl -sS --fail-with-body -X POST "$url/v1$2" -H "authorization: Bearer $1" -H "idempotency-key: $(key)" \
    -H 'content-type: application/json' -d "${3:-$empty}" | tee "$answer" || { echo " ← $2" >&2; exit 1; }
}
# get <token> <path>: reads what the last post has written, even if the read model needs a moment to get there.
get() {
  curl -sS --fail-with-body "$url/v1$2" -H "authorization: Bearer $1" -H "prefer: wait=$(field position <"$answer")"
}
advance() { anjuan advance "$1"; }

township=990101001
county=990101
clerk=$(token caseWorker,assistanceAssistant,surveyor $township walk-clerk)
confirmer=$(token confirmer $county walk-confirmer)
preparer=$(token paymentPreparer $county walk-preparer)
reviewer=$(token paymentReviewer $county walk-reviewer)
approver=$(token paymentApprover $county walk-approver)
officer=$(token paymentOfficer $county walk-officer)
auditor=$(token auditor $county walk-auditor)

today=$(get "$auditor" /demonstration | field today)
echo "The demonstration's day is $today."
plus() { node -p "new Date(Date.parse('$1') + $2 * 864e5).toISOString().slice(0, 10)"; }

echo '— a person, and where to pay'
person=$(post "$clerk" /persons '{"name":"李示例","idNumber":null,"sex":"MALE","birthDate":"1956-03-01",
  "address":"示例村1组","area":"990101001001"}' | field id)
post "$clerk" "/persons/$person/register-payee-account" \
  '{"bank":"示例农村商业银行","account":"6200000000000000001","accountHolder":"李示例"}' >/dev/null

echo '— application, authorization, acceptance'
assessment='{"incomes":[{"personId":"'$person'","kind":"BUSINESS","monthlyFen":20000,"source":"DECLARED"}],
  "deductions":[],"assets":{"finding":"WITHIN","basis":"不动产、车辆、存款均未超过当地规定"}}'
case=$(post "$clerk" /cases '{"scheme":"subsistenceAllowance","area":"990101001001","areaKind":"RURAL",
  "filing":"HOUSEHOLD","applicant":"'$person'","proxy":null,"povertyRegister":false,
  "commitmentSignedOn":"'$today'","declared":'"$assessment"',"members":[{"personId":"'$person'",
  "relation":"SELF","canWork":false,"employed":false,"birthDate":"1956-03-01","disability":null,
  "seriousIllness":false}]}' | field id)
act() { post "$clerk" "/cases/$case/$1" "${2:-$empty}" >/dev/null; }
act record-authorization '{"personId":"'$person'","signedOn":"'$today'","validTo":"'$(plus "$today" 300)'"}'
act declare-close-relatives '{"relatives":[]}'
act accept-application

echo '— survey, register check, opinion, notice'
act start-survey '{"surveyors":["walk-surveyor-1","walk-surveyor-2"]}'
act request-economic-check
act record-home-visit '{"surveyors":["walk-surveyor-1","walk-surveyor-2"],"mode":"IN_PERSON","place":"示例村1组",
  "signedByHousehold":true,"signedBySurveyors":true,"formSha256":null,"findings":"独居，种少量菜地。"}'
act complete-economic-check '{"reportNumber":"核报示例1号","outcome":"CONSISTENT","findings":"与申报一致。"}'
act assess-income '{"assessment":'"$assessment"'}'
act draft-opinion '{"opinion":"GRANT","reasons":"人均月收入200元，低于保障标准。"}'
act post-notice '{"places":["村务公开栏"],"photoSha256":null}'

echo '— seven full days later: to the county, confirmed'
advance "$(plus "$today" 8)"
act submit-dossier
post "$confirmer" "/cases/$case/decide-grant" '{"decisionNumber":"民低保〔示例〕'"$case"'号","holder":"'$person'",
  "amountFen":37000,"noConflictOfInterest":true}' >/dev/null

echo '— the first month it covers is paid: prepared, reviewed and approved by three persons'
month=$(get "$auditor" "/cases/$case" | field fromMonth)
advance "$month-02"
run=$(post "$preparer" /payment-runs '{"area":"'$county'","scheme":"subsistenceAllowance","month":"'"$month"'","purpose":"REGULAR"}' | field id)
post "$preparer" "/payment-runs/$run/calculate" >/dev/null
content=$(get "$auditor" "/payment-runs/$run" |
  node -e 'const { hash, lineCount: count, totalFen } = JSON.parse(require("fs").readFileSync(0, "utf8")); console.log(JSON.stringify({ hash, count, totalFen }))')
echo "$content"
post "$reviewer" "/payment-runs/$run/review" "$content" >/dev/null
post "$approver" "/payment-runs/$run/approve" "$content" >/dev/null
post "$preparer" "/payment-runs/$run/instruct" >/dev/null
post "$preparer" "/payment-runs/$run/build-bank-file" >/dev/null

echo '— the ledger line, and the events behind it'
payment=$(get "$auditor" "/ledgers/$month?caseId=$case" | node -p 'JSON.parse(require("fs").readFileSync(0, "utf8")).items[0].paymentId')
get "$auditor" "/payments/$payment"
echo
get "$auditor" "/cases/$case/timeline?limit=500" |
  node -e 'for (const { version, onDay, type, actor } of JSON.parse(require("fs").readFileSync(0, "utf8")).items) console.log(version, onDay, type, actor)'

echo "— everything of $month performed again from history"
anjuan recompute --month "$month"
